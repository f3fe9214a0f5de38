using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Access;
using Imi.Web.Api.Models;
using Imi.Web.SignIn;
using Imi.Web.Texts;

namespace Imi.Web.Api;

/// <summary>Lists policy modules and describes their procedures, so that a national system can fill in forms.</summary>
internal static class ModuleEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var modules = api.MapGroup("/modules").WithTags("Modules");
        modules
            .MapGet("", List)
            .Needs(Permission.UsePlatform)
            .WithSummary("Lists the policy modules and their procedures.")
            .Produces<IReadOnlyList<ApiModule>>();
        modules
            .MapGet("/{module}/procedures/{procedure}", Show)
            .Needs(Permission.UsePlatform)
            .WithSummary("Returns a procedure: form, states and actions with their texts.")
            .Produces<ApiProcedure>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IResult List(ModuleCatalogue catalogue, PageTexts texts, string? language) =>
        TypedResults.Ok(
            catalogue
                .Modules.Select(module => new ApiModule(
                    module.Name,
                    texts.ModuleTitle(module.Name),
                    texts.Of(module, "module.description"),
                    new ApiLegalBasis(module.BasisIn(texts.Language).Act, module.LegalBasis.Celex, module.BasisIn(texts.Language).Provisions),
                    module.Languages,
                    module.Version,
                    [
                        .. module.Procedures.Select(procedure => new ApiProcedureName(
                            procedure.Name,
                            texts.ProcedureName(module.Name, procedure.Name),
                            procedure.Code
                        )),
                    ]
                ))
                .ToList()
        );

    private static IResult Show(
        string module,
        string procedure,
        ModuleCatalogue catalogue,
        ApiForms forms,
        ApiProblems problems,
        PageTexts texts,
        string? language
    )
    {
        if (catalogue.Find(module) is not { } found || found.Procedure(procedure) is not { } one)
            return problems.Plain(StatusCodes.Status404NotFound);
        return TypedResults.Ok(
            new ApiProcedure(
                found.Name,
                one.Name,
                texts.ProcedureName(module, procedure),
                texts.Of(found, $"procedures.{procedure}.description"),
                found.Texts.Find($"procedures.{procedure}.provision", texts.Language) ?? one.Provision,
                found.Version,
                texts.Language,
                forms.Form(found, one.Form),
                [
                    .. one.States.Select(state => new ApiState(
                        state.Name,
                        texts.State(found, procedure, state.Name),
                        state.Phase,
                        state.WaitsFor,
                        found.Texts.Find($"procedures.{procedure}.states.{state.Name}.next", texts.Language)
                    )),
                ],
                [.. one.Actions.Select(action => forms.Action(found, one, action))]
            )
        );
    }
}
