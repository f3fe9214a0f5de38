using System.Diagnostics;
using System.Text.Json;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Web.Api.Models;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Imi.Web.Api;

/// <summary>Builds problem details (RFC 9457) in the caller's language.</summary>
internal sealed class ApiProblems(PageTexts texts, AuthorityDirectory directory, UserService people)
{
    /// <summary>Builds the problem for an operation that failed.</summary>
    /// <param name="outcome">The failed outcome.</param>
    /// <param name="module">The module that supplies texts; null if unknown.</param>
    /// <param name="procedure">The procedure that names the actions; null if unknown.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InvalidOperationException">The outcome is a success.</exception>
    public async Task<IResult> OfAsync(Outcome outcome, PolicyModule? module, Procedure? procedure, CancellationToken cancellationToken) =>
        outcome.Kind switch
        {
            OutcomeKind.NotFound => Plain(StatusCodes.Status404NotFound),
            OutcomeKind.Forbidden => await BecauseAsync(StatusCodes.Status403Forbidden, outcome.Reasons, module, cancellationToken),
            OutcomeKind.Refused => await BecauseAsync(StatusCodes.Status409Conflict, outcome.Reasons, module, cancellationToken),
            OutcomeKind.Invalid => Invalid(outcome.Errors, module),
            OutcomeKind.Conflict => await StaleAsync(outcome.Meanwhile, module, procedure, cancellationToken),
            _ => throw new InvalidOperationException("The outcome is a success."),
        };

    /// <summary>Builds a problem that its status code explains.</summary>
    public IResult Plain(int status, string? detail = null) => Problem(status, detail);

    /// <summary>Builds the problem for invalid answers, field by field.</summary>
    public IResult Invalid(IReadOnlyList<FieldError> errors, PolicyModule? module) =>
        Problem(
            StatusCodes.Status422UnprocessableEntity,
            null,
            (
                "errors",
                errors
                    .GroupBy(error => error.Field, StringComparer.Ordinal)
                    .ToDictionary(group => group.Key, group => group.Select(error => texts.Error(error, module)).ToArray(), StringComparer.Ordinal)
            )
        );

    /// <summary>Builds the problem for files that were refused; it also lists the files of the same call that were attached.</summary>
    public IResult OfFiles(int status, IReadOnlyList<string> refused, IReadOnlyList<Guid> attached) =>
        Problem(
            status,
            string.Join(" ", refused),
            ("errors", new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["file"] = refused }),
            ("attached", attached)
        );

    /// <summary>Builds the problem for an invalid query parameter.</summary>
    public IResult WrongParameter(string name, string key, params (string Name, object? Value)[] values) =>
        Problem(StatusCodes.Status400BadRequest, null, ("errors", new Dictionary<string, string[]>(StringComparer.Ordinal) { [name] = [texts[key, values]] }));

    /// <summary>Turns an unhandled exception under <c>/api</c> into a problem.</summary>
    public static Task AnswerFailureAsync(HttpContext context)
    {
        var error = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        var services = context.RequestServices;
        var status = error switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            InvalidDataException => StatusCodes.Status413PayloadTooLarge,
            FormatException or JsonException => StatusCodes.Status400BadRequest,
            null => StatusCodes.Status500InternalServerError,
            _ => services.GetRequiredService<DatabaseFaults>().Of(error) is null or DatabaseFault.Duplicate
                ? StatusCodes.Status500InternalServerError
                : StatusCodes.Status503ServiceUnavailable,
        };
        if (status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = "10";
        var detail = status == StatusCodes.Status400BadRequest ? DetailOf(error!, services.GetRequiredService<PageTexts>()) : null;
        return services.GetRequiredService<ApiProblems>().Plain(status, detail).ExecuteAsync(context);
    }

    /// <summary>Adds a problem body to responses that have none: unknown addresses, wrong methods, missing tokens.</summary>
    public static Task AnswerStatusAsync(StatusCodeContext context) =>
        context.HttpContext.RequestServices.GetRequiredService<ApiProblems>().Plain(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext);

    private static string DetailOf(Exception error, PageTexts texts)
    {
        var json = error as JsonException ?? error.InnerException as JsonException;
        return json is { LineNumber: { } line, BytePositionInLine: { } position }
            ? texts["api.not-json", ("line", line + 1), ("column", position + 1), ("path", json.Path is { Length: > 0 } path ? path : "$")]
            : texts[error is FormatException ? "api.not-answers" : "api.not-understood"];
    }

    private async Task<IResult> BecauseAsync(int status, IReadOnlyList<AccessReason> reasons, PolicyModule? module, CancellationToken cancellationToken)
    {
        var authorities = await directory.FindAsync([.. reasons.SelectMany(reason => reason.Values.Values).OfType<Guid>()], cancellationToken);
        var names = await people.NamesAsync(
            reasons.SelectMany(reason => reason.Values.Values).OfType<IEnumerable<Guid>>().SelectMany(ids => ids),
            texts.Language,
            cancellationToken
        );
        return Problem(
            status,
            string.Join(" ", reasons.Select(reason => texts.Reason(reason, authorities, names, module))),
            ("reasons", reasons.Select(reason => reason.Key).ToArray())
        );
    }

    private async Task<IResult> StaleAsync(
        IReadOnlyList<ConcurrentChange> meanwhile,
        PolicyModule? module,
        Procedure? procedure,
        CancellationToken cancellationToken
    )
    {
        var names = await people.NamesAsync(meanwhile.Select(entry => entry.UserId), texts.Language, cancellationToken);
        return Problem(
            StatusCodes.Status412PreconditionFailed,
            null,
            (
                "meanwhile",
                meanwhile
                    .Select(entry => new
                    {
                        action = entry.Action,
                        at = entry.At,
                        person = names.GetValueOrDefault(entry.UserId, "?"),
                        text = texts.Action(module, procedure?.Name ?? "", entry.Action, "done"),
                        revision = entry.Revision,
                    })
                    .ToArray()
            )
        );
    }

    private IResult Problem(int status, string? detail, params (string Name, object? Value)[] more)
    {
        var problem = new ProblemDetails
        {
            Status = status,
            Title = texts.Has($"api.problem.{status}") ? texts[$"api.problem.{status}"] : texts["api.problem.500"],
            Detail = string.IsNullOrEmpty(detail) ? null : detail,
            Type = "https://www.rfc-editor.org/rfc/rfc9110#name-status-codes",
        };
        foreach (var (name, value) in more)
            problem.Extensions[name] = value;
        problem.Extensions["reference"] = Activity.Current?.TraceId.ToString();
        return TypedResults.Problem(problem);
    }
}
