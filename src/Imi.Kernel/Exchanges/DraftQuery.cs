using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>Says how far a draft is: what is wrong or missing, what the law demands before it is sent, and what became of one that is gone.</summary>
public sealed class DraftQuery(ImiDbContext database, ExchangeStore loader, ActionService actions, UserService people)
{
    /// <summary>What stands between a draft and its sending; null where the person may not see it. No look at content, so none in the journal.</summary>
    public async Task<DraftReview?> ReviewAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (await loader.SeenAsync(id, actor, cancellationToken) is not { } context)
            return null;
        var errors = (await actions.CheckFormAsync(context, cancellationToken)).ToList();
        var preconditions = new List<AccessReason>();
        foreach (var action in context.Procedure.Actions.Where(action => action.ChecksForm && actions.Offer(context, actor, action).IsOffered))
        {
            if (await actions.RuleAgainstAsync(context, action, Answers.None, cancellationToken) is not { } against)
                continue;
            var key = $"rules.{against.ReasonKey}";
            if (against.Field is not { } field)
            {
                if (!preconditions.Exists(one => one.Key == key))
                    preconditions.Add(new AccessReason(key));
            }
            else if (context.Procedure.Form.Elements.ContainsKey(field.Split('.')[0]) && !errors.Exists(error => error.Field == field))
            {
                // What names a field of the form that the action asks is about an answer that nobody has given yet.
                errors.Add(new FieldError(field, key));
            }
        }

        database.ChangeTracker.Clear();
        return new DraftReview(errors, preconditions);
    }

    /// <summary>
    /// What became of a draft that is gone, for somebody who worked on it; null where it is still there, and for everybody else: to them it never existed.
    /// </summary>
    public async Task<DraftEnd?> EndAsync(Guid id, Actor actor, string language, CancellationToken cancellationToken)
    {
        if (
            await database.Set<Exchange>().AnyAsync(exchange => exchange.Id == id, cancellationToken)
            || !await JournalOf(database, id).AnyAsync(entry => entry.UserId == actor.UserId, cancellationToken)
        )
        {
            return null;
        }

        var end = await JournalOf(database, id)
            .OrderByDescending(entry => entry.Sequence)
            .FirstAsync(entry => entry.What == Deleted || entry.UserId == actor.UserId, cancellationToken);
        if (end.What != Deleted)
            return new DraftEnd("", null);
        var names = end.UserId is { } person ? await people.NamesAsync([person], language, cancellationToken) : new Dictionary<Guid, string>();
        return new DraftEnd(end.UserId is { } by ? names.GetValueOrDefault(by, "") : "", end.At);
    }

    /// <summary>What the journal calls it when a person deletes a draft.</summary>
    internal const string Deleted = "delete-draft";

    internal static IQueryable<JournalEntry> JournalOf(ImiDbContext database, Guid exchange) =>
        database.Set<JournalEntry>().AsNoTracking().Where(entry => entry.ExchangeId == exchange);
}

/// <summary>What stands between a draft and its sending.</summary>
/// <param name="Errors">What is wrong or missing, field by field.</param>
/// <param name="Preconditions">What the law demands first: keys of the module's texts below <c>rules</c>.</param>
public sealed record DraftReview(IReadOnlyList<FieldError> Errors, IReadOnlyList<AccessReason> Preconditions)
{
    /// <summary>Nothing stands against it.</summary>
    public static DraftReview Nothing { get; } = new([], []);
}

/// <summary>What became of a draft that is gone.</summary>
/// <param name="Who">Who deleted it; empty where it was not a person.</param>
/// <param name="At">When, UTC; null where that is not known.</param>
public sealed record DraftEnd(string Who, DateTime? At);
