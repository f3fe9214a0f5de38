using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>Finds what prevents a draft from being sent, and how a deleted draft ended.</summary>
public sealed class DraftQuery(ImiDbContext database, ExchangeStore loader, ActionService actions, UserService people)
{
    /// <summary>Finds what prevents a draft from being sent; null if the person may not see it. Returns no content, so the journal records no view.</summary>
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
                // A rule may also name a field of the action's form, which the person has not filled in yet; such an error is ignored.
                errors.Add(new FieldError(field, key));
            }
        }

        database.ChangeTracker.Clear();
        return new DraftReview(errors, preconditions);
    }

    /// <summary>
    /// Finds how a draft ended that no longer exists. Null if it still exists, if it never existed, or if the journal has no entry by the person about it;
    /// the last two cases look the same.
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

    /// <summary>The journal's word for the deletion of a draft by a person.</summary>
    internal const string Deleted = "delete-draft";

    internal static IQueryable<JournalEntry> JournalOf(ImiDbContext database, Guid exchange) =>
        database.Set<JournalEntry>().AsNoTracking().Where(entry => entry.ExchangeId == exchange);
}

/// <summary>What prevents a draft from being sent.</summary>
/// <param name="Errors">The missing or wrong answers, by field.</param>
/// <param name="Preconditions">The conditions of the law that are not met: keys of the module's texts below <c>rules</c>.</param>
public sealed record DraftReview(IReadOnlyList<FieldError> Errors, IReadOnlyList<AccessReason> Preconditions)
{
    /// <summary>Nothing prevents it.</summary>
    public static DraftReview Nothing { get; } = new([], []);
}

/// <summary>The end of a draft that no longer exists.</summary>
/// <param name="Who">The name of the person who deleted it; empty if no person deleted it.</param>
/// <param name="At">When it was deleted, UTC; null if that is not known.</param>
public sealed record DraftEnd(string Who, DateTime? At);
