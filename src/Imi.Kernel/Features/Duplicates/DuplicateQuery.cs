using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Duplicates;

/// <summary>Finds exchanges that may be about the same as a draft, or as an exchange that waits for a coordinator.</summary>
public sealed class DuplicateQuery(ImiDbContext database, InboxQuery inbox, IExchangeFinder finder)
{
    /// <summary>The number of exchanges that are named for each mention.</summary>
    public const int MostShown = 3;

    private const int MostWords = 4;
    private const int MostAuthorities = 2_000;

    /// <summary>Finds what a person may know of other exchanges about the same hosts and names.</summary>
    /// <param name="details">The draft or exchange, as the person sees it.</param>
    /// <param name="actor">The person.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public async Task<DuplicateHint> FindAsync(ExchangeDetails details, Actor actor, CancellationToken cancellationToken)
    {
        var words = details.Sight < Sight.WithoutConfidential ? [] : WordsOf(details.Procedure, details.Answers, details.Sight);
        if (words.Count == 0)
            return DuplicateHint.None;
        var mentions = new List<DuplicateMention>();
        foreach (var word in words)
        {
            var filter = new InboxFilter
            {
                Search = word,
                IsWhole = true,
                Sort = InboxSort.Updated,
                PageSize = MostShown + 1,
            };
            var page = await inbox.ListAsync(filter, actor, cancellationToken);
            var others = page.Items.Select(item => item.Row).Where(row => row.Id != details.Exchange.Id).DistinctBy(row => row.Id).ToList();
            if (others.Count > 0)
                mentions.Add(new DuplicateMention(word, [.. others.Take(MostShown)], others.Count > MostShown || page.Next is not null));
        }

        return new DuplicateHint(mentions, IsDecidedBy(details) ? await AskedAtHomeAsync(details.Exchange, words, actor, cancellationToken) : []);
    }

    /// <summary>Whether the person is of the coordinator that decides on sending now.</summary>
    /// <param name="details">The exchange, as the person sees it.</param>
    public static bool IsDecidedBy(ExchangeDetails details) =>
        details.Exchange.WaitsFor == Party.CoordinatorOfSender && details.MyParties.Contains(Party.CoordinatorOfSender);

    /// <summary>Whether a section of the form asks what identifies the subject.</summary>
    /// <param name="procedure">The procedure.</param>
    /// <param name="section">The name of the section; null for the whole form.</param>
    public static bool IsAskedOn(Procedure procedure, string? section) =>
        procedure
            .Form.Sections.Where(one => section is null || one.Name == section)
            .SelectMany(one => one.Elements)
            .Any(element => IsAddress(element) || procedure.About.Contains(element.Name) || (element is FieldGroup group && group.Fields.Any(IsAddress)));

    /// <summary>Selects what identifies the subject: the hosts of web addresses, and the first answered field of the title.</summary>
    internal static IReadOnlyList<string> WordsOf(Procedure procedure, Answers answers, Sight sight)
    {
        var hosts = procedure
            .Form.Elements.Values.SelectMany(element =>
                element is FieldGroup group
                    ? answers.Items(group.Name).SelectMany(item => group.Fields.Where(IsShown).Where(IsAddress).SelectMany(field => item.Texts(field.Name)))
                : IsAddress(element) && IsShown((Field)element) ? answers.Texts(element.Name)
                : []
            )
            .Select(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.IdnHost : "")
            .Where(host => host.Contains('.', StringComparison.Ordinal));
        var name = procedure
            .About.Select(field => procedure.Form.Elements.GetValueOrDefault(field))
            .OfType<Field>()
            .Where(field => field is { Type: FieldType.Text, Special: null } && IsShown(field))
            .Select(field => answers.Text(field.Name))
            .FirstOrDefault(text => text.Length > 0);
        return [.. hosts.Append(name ?? "").Where(word => word.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostWords)];

        bool IsShown(Field field) => sight > Sight.WithoutConfidential || !field.IsConfidential;
    }

    private static bool IsAddress(FormElement element) => element is Field { Type: FieldType.WebAddress, Special: null };

    private async Task<IReadOnlyList<string>> AskedAtHomeAsync(Exchange exchange, IReadOnlyList<string> words, Actor actor, CancellationToken cancellationToken)
    {
        var authorities = await Senders(database, exchange).Take(MostAuthorities).ToListAsync(cancellationToken);
        var own = actor.Grants.Select(grant => grant.AuthorityId).Distinct().ToList();
        var found = new List<string>();
        foreach (var word in words)
        {
            var exchanges = await finder.MentionsAsync(word, authorities, cancellationToken);
            if (await Unseen(database, exchange, own).AnyAsync(other => exchanges.Contains(other.Id), cancellationToken))
                found.Add(word);
        }

        return found;
    }

    /// <summary>The other authorities of the sender's country that may send such exchanges.</summary>
    internal static IQueryable<Guid> Senders(ImiDbContext database, Exchange exchange) =>
        database
            .Set<Authority>()
            .Where(authority =>
                authority.Country == exchange.SenderCountry
                && authority.Id != exchange.SenderId
                && authority.Mandates.Any(mandate => mandate.Module == exchange.Module && mandate.Procedure == exchange.Procedure)
            )
            .OrderBy(authority => authority.Id)
            .Select(authority => authority.Id);

    /// <summary>Open exchanges of other authorities of the sender's country, in which none of the person's authorities takes part.</summary>
    internal static IQueryable<Exchange> Unseen(ImiDbContext database, Exchange exchange, IReadOnlyList<Guid> own) =>
        database
            .Set<Exchange>()
            .Where(other =>
                other.Module == exchange.Module
                && other.Procedure == exchange.Procedure
                && other.SenderCountry == exchange.SenderCountry
                && other.SenderId != exchange.SenderId
                && other.Phase == Phase.Open
                && other.Participations.All(part => !own.Contains(part.AuthorityId))
            );
}
