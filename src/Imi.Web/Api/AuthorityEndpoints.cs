using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Web.Api.Models;
using Imi.Web.SignIn;
using Imi.Web.Texts;

namespace Imi.Web.Api;

/// <summary>Searches the registry for authorities to contact.</summary>
internal static class AuthorityEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var authorities = api.MapGroup("/authorities").WithTags("Authorities");
        authorities
            .MapGet("", ListAsync)
            .Needs(Permission.UsePlatform)
            .WithSummary(
                "Searches the authorities that can act today, by words in any language, country, region, competence and mandate. With words or a "
                    + "keyword, the best match comes first, with reasons."
            )
            .Produces<ApiPage<ApiAuthority>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        authorities
            .MapGet("/{id:guid}", ShowAsync)
            .Needs(Permission.UsePlatform)
            .WithSummary("Returns an authority with its mandates.")
            .Produces<ApiAuthority>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <param name="search">Words from a name, an area of competence or a place, in any language.</param>
    /// <param name="country">The country code, such as CY.</param>
    /// <param name="region">The NUTS code of the region, such as ES51.</param>
    /// <param name="keyword">A keyword of the module for which the authority is competent.</param>
    /// <param name="module">Only authorities with a mandate in this module.</param>
    /// <param name="procedure">Only authorities with a mandate in this procedure.</param>
    /// <param name="capacity">Only authorities with a mandate as sender, recipient or coordinator.</param>
    /// <param name="cursor">The <c>next</c> of the previous page.</param>
    private static async Task<IResult> ListAsync(
        string? search,
        string? country,
        string? region,
        string? keyword,
        string? module,
        string? procedure,
        string? capacity,
        string? cursor,
        AuthorityDirectory directory,
        AuthoritySearch finding,
        ApiProblems problems,
        PageTexts texts,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (capacity is { Length: > 0 } && !Enum.GetNames<Capacity>().Contains(capacity, StringComparer.OrdinalIgnoreCase))
            return problems.WrongParameter(nameof(capacity), "api.one-of", ("values", string.Join(", ", Enum.GetNames<Capacity>()).ToLowerInvariant()));
        var isRanked = Given(search) is not null || Given(keyword) is not null;
        var (after, skip) = ((AuthorityCursor?)null, 0);
        if (cursor is { Length: > 0 } && isRanked)
        {
            if (!int.TryParse(cursor, System.Globalization.CultureInfo.InvariantCulture, out skip))
                return problems.WrongParameter(nameof(cursor), "api.cursor");
        }
        else if (cursor is { Length: > 0 })
        {
            if (cursor.Split('.', 2) is not [var afterCountry, var afterCode])
                return problems.WrongParameter(nameof(cursor), "api.cursor");
            after = new AuthorityCursor(afterCountry, afterCode);
        }

        var query = new AuthorityFilter
        {
            Search = Given(search),
            Country = Given(country)?.ToUpperInvariant(),
            Region = Given(region)?.ToUpperInvariant(),
            Keyword = Given(keyword),
            Module = Given(module),
            Procedure = Given(procedure),
            Capacity = capacity is { Length: > 0 } ? Enum.Parse<Capacity>(capacity, ignoreCase: true) : null,
            Today = DeadlineCalendar.Today(time),
            After = after,
            Skip = skip,
            Language = texts.Language,
        };
        if (isRanked)
        {
            var found = await finding.FindAsync(query, cancellationToken);
            return TypedResults.Ok(
                new ApiPage<ApiAuthority>(
                    [
                        .. found.Found.Select(one =>
                            Of(one.Authority, texts.Language, withMandates: false) with
                            {
                                Why = [.. one.Reasons.Select(reason => texts.Why(reason, found.Regions))],
                                UsualReplyDays = one.Replies is { IsKnown: true } replies ? replies.MedianDays : null,
                            }
                        ),
                    ],
                    found.Next?.ToString(System.Globalization.CultureInfo.InvariantCulture)
                )
            );
        }

        var page = await directory.SearchAsync(query, cancellationToken);
        return TypedResults.Ok(
            new ApiPage<ApiAuthority>(
                [.. page.Authorities.Select(authority => Of(authority, texts.Language, withMandates: false))],
                page.HasMore ? $"{page.Authorities[^1].Country}.{page.Authorities[^1].Code}" : null
            )
        );
    }

    private static async Task<IResult> ShowAsync(
        Guid id,
        AuthorityDirectory directory,
        ApiProblems problems,
        PageTexts texts,
        CancellationToken cancellationToken
    ) =>
        await directory.FindAsync(id, cancellationToken) is { } authority
            ? authority.MergedIntoId is { } into
                ? TypedResults.LocalRedirect($"/api/v1/authorities/{into}", permanent: true, preserveMethod: true)
                : TypedResults.Ok(Of(authority, texts.Language, withMandates: true))
            : problems.Plain(StatusCodes.Status404NotFound);

    private static ApiAuthority Of(Authority authority, string language, bool withMandates) =>
        new(
            authority.Id,
            authority.Code,
            authority.NameFor(language),
            authority.Names.ToDictionary(name => name.Language, name => name.Name, StringComparer.Ordinal),
            authority.InformalTitle,
            authority.Country,
            authority.Kind,
            authority.Languages,
            authority.Email,
            authority.Phone,
            authority.Address,
            withMandates
                ?
                [
                    .. authority.Mandates.Select(mandate => new ApiMandate(
                        mandate.Module,
                        mandate.Procedure,
                        mandate.Capacity,
                        mandate.Until,
                        mandate.CoordinatorId,
                        [.. mandate.Further.Select(one => one.CoordinatorId)]
                    )),
                ]
                : null
        )
        {
            Region = authority.Region,
            Central = [.. authority.Setups.Where(setup => setup.IsCentral).Select(setup => setup.Module)],
            Competences = [.. authority.Competences.Select(one => $"{one.Module}/{one.Keyword}").Order(StringComparer.Ordinal)],
        };

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
