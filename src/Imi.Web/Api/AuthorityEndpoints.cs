using Imi.Kernel.Access;
using Imi.Kernel.Calendar;
using Imi.Kernel.Registry;
using Imi.Web.SignIn;
using Imi.Web.Texts;

namespace Imi.Web.Api;

/// <summary>The registry of authorities: whom to ask.</summary>
internal static class AuthorityEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var authorities = api.MapGroup("/authorities").WithTags("Authorities");
        authorities.MapGet("", ListAsync).Needs(Permission.UsePlatform)
            .WithSummary("Authorities by name in any language, country and mandate; those that can act today.")
            .Produces<ApiPage<ApiAuthority>>().ProducesProblem(StatusCodes.Status400BadRequest);
        authorities.MapGet("/{id:guid}", ShowAsync).Needs(Permission.UsePlatform)
            .WithSummary("An authority with its mandates.")
            .Produces<ApiAuthority>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <param name="search">Words of the name in any language.</param>
    /// <param name="country">The country's code, such as CY.</param>
    /// <param name="module">Only with a mandate in this module.</param>
    /// <param name="procedure">Only with a mandate in this procedure.</param>
    /// <param name="capacity">Only with a mandate as sender, recipient or coordinator.</param>
    /// <param name="cursor">Where the page before ended.</param>
    private static async Task<IResult> ListAsync(
        string? search, string? country, string? module, string? procedure, string? capacity, string? cursor,
        AuthorityDirectory directory, ApiProblems problems, PageTexts texts, TimeProvider time, CancellationToken cancellationToken)
    {
        if (capacity is { Length: > 0 } && !Enum.GetNames<Capacity>().Contains(capacity, StringComparer.OrdinalIgnoreCase))
            return problems.WrongParameter(nameof(capacity), "api.one-of", ("values", string.Join(", ", Enum.GetNames<Capacity>()).ToLowerInvariant()));
        AuthorityCursor? after = null;
        if (cursor is { Length: > 0 })
        {
            if (cursor.Split('.', 2) is not [var afterCountry, var afterCode])
                return problems.WrongParameter(nameof(cursor), "api.cursor");
            after = new AuthorityCursor(afterCountry, afterCode);
        }

        var page = await directory.SearchAsync(
            new AuthorityQuery
            {
                Search = search, Country = country?.ToUpperInvariant(), Module = Given(module), Procedure = Given(procedure),
                Capacity = capacity is { Length: > 0 } ? Enum.Parse<Capacity>(capacity, ignoreCase: true) : null,
                Today = DeadlineCalendar.Today(time), After = after,
            },
            cancellationToken);
        return TypedResults.Ok(new ApiPage<ApiAuthority>(
            [.. page.Authorities.Select(authority => Of(authority, texts.Language, withMandates: false))],
            page.HasMore ? $"{page.Authorities[^1].Country}.{page.Authorities[^1].Code}" : null));
    }

    private static async Task<IResult> ShowAsync(Guid id, AuthorityDirectory directory, ApiProblems problems, PageTexts texts, CancellationToken cancellationToken) =>
        await directory.FindAsync(id, cancellationToken) is { } authority
            ? TypedResults.Ok(Of(authority, texts.Language, withMandates: true))
            : problems.Plain(StatusCodes.Status404NotFound);

    private static ApiAuthority Of(Authority authority, string language, bool withMandates) => new(
        authority.Id, authority.Code, authority.NameFor(language),
        authority.Names.ToDictionary(name => name.Language, name => name.Name, StringComparer.Ordinal),
        authority.InformalTitle, authority.Country, authority.Kind, authority.Languages, authority.Email, authority.Phone, authority.Address,
        withMandates
            ? [.. authority.Mandates.Select(mandate => new ApiMandate(mandate.Module, mandate.Procedure, mandate.Capacity, mandate.Until, mandate.CoordinatorId))]
            : null);

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
