using System.Globalization;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.FileWithdrawal;
using Imi.Kernel.Network.Access;
using Imi.Web.Api.Models;
using Imi.Web.Hosting;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Imi.Web.Api;

/// <summary>Lists, attaches, opens, removes and withdraws files of an exchange.</summary>
internal static class AttachmentEndpoints
{
    private const string FileField = "file";
    private const int MostFiles = 20;
    private const long LargestUpload = 260L * 1024 * 1024;
    private const int ScannerRetrySeconds = 60;

    public static void Map(RouteGroupBuilder api)
    {
        var files = api.MapGroup("/exchanges/{id:guid}/attachments").WithTags("Exchanges").ProducesProblem(StatusCodes.Status404NotFound);
        files
            .MapGet("", ListAsync)
            .Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData)
            .WithSummary("Lists the files of an exchange.")
            .Produces<IReadOnlyList<ApiAttachment>>();
        files
            .MapPost("", AttachAsync)
            .Needs(Permission.Contribute)
            .WithSummary("Attaches up to 20 files of at most 20 MB each as multipart/form-data, or one file as raw bytes with ?name=.")
            .WithDescription(
                "Returns the attachment for one file, a list for several. If some files are refused, the others are attached nevertheless: the problem "
                    + "names each refused file and lists the new attachments as \"attached\"."
            )
            .WithMetadata(ApiHeader.Key)
            .WithMetadata(new BodyLimitAttribute(LargestUpload) { IsStreamed = true })
            .Accepts<IFormFileCollection>("multipart/form-data", "*/*")
            .Produces<ApiAttachment>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        files
            .MapGet("/{attachment:guid}", OpenAsync)
            .Needs(Permission.ReadExchange)
            .WithSummary("Returns the content of a file.")
            .Produces(StatusCodes.Status200OK, null, "application/octet-stream")
            .ProducesProblem(StatusCodes.Status409Conflict);
        files
            .MapDelete("/{attachment:guid}", RemoveAsync)
            .Needs(Permission.Contribute)
            .WithSummary("Removes a file from a draft and destroys its content.")
            .WithMetadata(ApiHeader.Key)
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict);
        files
            .MapPost("/{attachment:guid}/withdrawal", WithdrawAsync)
            .Needs(Permission.Contribute)
            .WithSummary("Withdraws a file of your authority after sending: its content is destroyed, its entry is kept with the reason.")
            .WithMetadata(ApiHeader.Key)
            .Produces<ApiAttachment>()
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ListAsync(Guid id, ApiExchanges exchanges, ApiProblems problems, CancellationToken cancellationToken) =>
        await exchanges.FindAsync(id, cancellationToken) is { } details
            ? TypedResults.Ok(exchanges.Attachments(details))
            : problems.Plain(StatusCodes.Status404NotFound);

    /// <summary>Streams each file to the encrypted store without buffering, so that no file is ever on disk in clear.</summary>
    private static async Task<IResult> AttachAsync(
        Guid id,
        string? name,
        AttachmentService attachments,
        ApiExchanges exchanges,
        ApiProblems problems,
        PageTexts texts,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var attached = new List<Guid>();
        var refused = new List<(string Name, Outcome<Guid> Outcome)>();
        try
        {
            await foreach (var (fileName, bytes) in FilesOfAsync(context.Request, name, cancellationToken))
            {
                var index = attached.Count + refused.Count;
                if (index == MostFiles)
                {
                    refused.Add((fileName, Outcome<Guid>.Invalid(new FieldError(FileField, "api.too-many-files", "most", MostFiles))));
                    break;
                }

                var outcome = bytes is null
                    ? Outcome<Guid>.Invalid(new FieldError(FileField, "file.no-name"))
                    : await attachments.AttachAsync(id, fileName, bytes, context.Actor(), exchanges.Key(fileName, index), cancellationToken);
                if (outcome.IsDone)
                    attached.Add(outcome.Value);
                else
                    refused.Add((fileName, outcome));
            }
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The body ends before its last part is complete.", broken);
        }

        if (refused.Count > 0)
            return await RefusedAsync(attached, refused, problems, texts, context, cancellationToken);
        if (attached.Count == 0)
            return problems.Invalid([FieldError.Required(FileField)], null);
        var address = $"{ImiApi.Root}/exchanges/{id}/attachments";
        return await exchanges.AnswerDoneAsync(
            address,
            StatusCodes.Status201Created,
            cancellationToken,
            async stop =>
            {
                if (await exchanges.FindAsync(id, stop) is not { } details)
                    return problems.Plain(StatusCodes.Status404NotFound);
                var made = exchanges.Attachments(details).Where(file => attached.Contains(file.Id)).ToList();
                return attached.Count == 1 ? TypedResults.Created($"{address}/{attached[0]}", made.FirstOrDefault()) : TypedResults.Created(address, made);
            }
        );
    }

    private static async Task<IResult> RefusedAsync(
        List<Guid> attached,
        List<(string Name, Outcome<Guid> Outcome)> refused,
        ApiProblems problems,
        PageTexts texts,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (refused.Find(one => one.Outcome.Kind != OutcomeKind.Invalid) is { Outcome: { } other })
            return await problems.OfAsync(other, null, null, cancellationToken);
        var isScannerAway = refused.TrueForAll(one => one.Outcome.Errors.Any(error => error.MessageKey == AttachmentService.ScannerAway));
        if (isScannerAway)
            context.Response.Headers.RetryAfter = ScannerRetrySeconds.ToString(CultureInfo.InvariantCulture);
        var isOne = attached.Count + refused.Count == 1;
        return problems.OfFiles(
            isScannerAway ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status422UnprocessableEntity,
            [
                .. refused.SelectMany(one =>
                    one.Outcome.Errors.Select(error => isOne ? texts.Error(error) : texts["files.problem", ("name", one.Name), ("problem", texts.Error(error))])
                ),
            ],
            attached
        );
    }

    private static async Task<IResult> OpenAsync(
        Guid id,
        Guid attachment,
        AttachmentService attachments,
        ApiProblems problems,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var outcome = await attachments.OpenAsync(id, attachment, context.Actor(), cancellationToken);
        if (outcome.Value is not { } content)
            return await problems.OfAsync(outcome, null, null, cancellationToken);
        context.Response.ContentLength = content.Size;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(content.Name);
        context.Response.Headers.ContentDisposition = disposition.ToString();
        return TypedResults.Stream(stream => content.CopyToAsync(stream, cancellationToken), content.ContentType);
    }

    private static async Task<IResult> RemoveAsync(
        Guid id,
        Guid attachment,
        FileWithdrawalService withdrawals,
        ApiExchanges exchanges,
        ApiProblems problems,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var outcome = await withdrawals.RemoveAsync(id, attachment, context.Actor(), exchanges.Key(attachment.ToString()), cancellationToken);
        return outcome.IsDone ? TypedResults.NoContent() : await problems.OfAsync(outcome, null, null, cancellationToken);
    }

    private static async Task<IResult> WithdrawAsync(
        Guid id,
        Guid attachment,
        ApiNewFileWithdrawal withdrawal,
        FileWithdrawalService withdrawals,
        ApiExchanges exchanges,
        ApiProblems problems,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var reason = withdrawal.Reason ?? "";
        var outcome = await withdrawals.WithdrawAsync(id, attachment, reason, context.Actor(), exchanges.Key($"{attachment} {reason}"), cancellationToken);
        if (!outcome.IsDone)
            return await problems.OfAsync(outcome, null, null, cancellationToken);
        return await exchanges.AnswerDoneAsync(
            $"{ImiApi.Root}/exchanges/{id}/attachments",
            StatusCodes.Status200OK,
            cancellationToken,
            async stop =>
                await exchanges.FindAsync(id, stop) is { } details
                    ? TypedResults.Ok(exchanges.Attachments(details).First(file => file.Id == attachment))
                    : problems.Plain(StatusCodes.Status404NotFound)
        );
    }

    /// <summary>
    /// Reads the files of a body one by one. The stream is null if a part named <c>file</c> has no file name, or if it is a plain form field.
    /// </summary>
    private static async IAsyncEnumerable<(string Name, Stream? Bytes)> FilesOfAsync(
        HttpRequest request,
        string? name,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        )
        {
            if (!string.IsNullOrWhiteSpace(name))
                yield return (name, request.Body);
            yield break;
        }

        var boundary =
            HeaderUtilities.RemoveQuotes(type.Boundary).Value
            ?? throw new BadHttpRequestException("The Content-Type of a multipart body must have a boundary.");
        var parts = new MultipartReader(boundary, request.Body);
        while (await parts.ReadNextSectionAsync(cancellationToken) is { } part)
        {
            if (part.AsFileSection() is { FileStream: not null } file)
            {
                yield return (name ?? file.FileName, file.FileStream);
                name = null;
            }
            else if (part.AsFormDataSection()?.Name == FileField)
            {
                yield return (FileField, null);
            }
        }
    }
}
