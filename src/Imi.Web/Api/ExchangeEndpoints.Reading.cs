using System.Text.Json;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;
using Imi.Web.Api.Models;
using Imi.Web.Pages;
using Imi.Web.SignIn;
using Imi.Web.Texts;

namespace Imi.Web.Api;

/// <content>Reads what requests bring.</content>
internal static partial class ExchangeEndpoints
{
    private static async Task<IResult> ShowAsync(
        Guid id,
        bool? special,
        string? translation,
        ApiExchanges exchanges,
        ApiProblems problems,
        string? language,
        CancellationToken cancellationToken
    )
    {
        var open = special == true ? SpecialReading.All : null;
        return translation is null || Languages.IsKnown(translation)
            ? await exchanges.AnswerAsync(id, StatusCodes.Status200OK, cancellationToken, open, translation: translation)
            : problems.Invalid([new FieldError("translation", "validation.not-an-option")], null);
    }

    private static async Task<IResult> CopyAsync(
        Guid source,
        ApiNewExchange request,
        ExchangeService exchangeService,
        ModuleCatalogue catalogue,
        ApiExchanges exchanges,
        ApiProblems problems,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        var module = catalogue.Find(request.Module ?? "");
        if (module?.Procedure(request.Procedure ?? "") is not { } procedure)
            return problems.Invalid([new FieldError(module is null ? "module" : "procedure", "api.unknown-procedure")], null);
        var outcome = await exchangeService.CopyAsync(
            source,
            module.Name,
            procedure.Name,
            actor,
            exchanges.Key($"{source}\n{procedure.FullName}"),
            cancellationToken
        );
        return outcome.IsDone
            ? await exchanges.AnswerDoneAsync(outcome.Value, StatusCodes.Status201Created, cancellationToken)
            : await problems.OfAsync(outcome, module, procedure, cancellationToken);
    }

    private static Guid? OnlySender(Actor actor, string? module)
    {
        var own = actor
            .Grants.Where(grant => grant.Role == Role.Handler && grant.Module == module)
            .Select(grant => grant.AuthorityId)
            .Distinct()
            .Take(2)
            .ToList();
        return own.Count == 1 ? own[0] : null;
    }

    /// <summary>
    /// Checks whether the answers name a field. Special categories of data are only returned on request, so an absent field keeps its answer.
    /// </summary>
    private static bool Mentions(JsonElement? json, string field) => json is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty(field, out _);

    private static Answers Read(JsonElement? json) =>
        json is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } given ? Answers.FromJson(given) : Answers.None;
}
