using Imi.Kernel.Access;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Forms;
using Imi.Kernel.Texts;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Imi.Web.Api;

/// <summary>What the parties add to an exchange: messages, links, files.</summary>
internal static class ContributionEndpoints
{
    private const long LargestUpload = 22 * 1024 * 1024;

    public static void Map(RouteGroupBuilder api)
    {
        var exchange = api.MapGroup("/exchanges/{id:guid}").WithTags("Exchanges").ProducesProblem(StatusCodes.Status404NotFound);
        exchange.MapPost("/messages", WriteAsync).Needs(Permission.Contribute)
            .WithSummary("Writes a message to the other party.")
            .WithMetadata(ApiHeader.Key)
            .Produces<ApiExchange>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        exchange.MapPost("/links", LinkAsync).Needs(Permission.Contribute)
            .WithSummary("Links another exchange that you may see, by its number.")
            .WithMetadata(ApiHeader.Key)
            .Produces<ApiExchange>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        exchange.MapDelete("/links/{other:guid}", UnlinkAsync).Needs(Permission.Contribute)
            .WithSummary("Takes a link back; what was split off or copied stays linked.")
            .WithMetadata(ApiHeader.Key)
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        exchange.MapGet("/attachments", ListAsync).Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData).WithSummary("The files of an exchange.").Produces<IReadOnlyList<ApiAttachment>>();
        exchange.MapPost("/attachments", AttachAsync).Needs(Permission.Contribute)
            .WithSummary("Attaches a file of at most 20 MB: as multipart/form-data, or as the bare bytes with ?name=.")
            .WithMetadata(ApiHeader.Key)
            .WithMetadata(new RequestSizeLimitAttribute(LargestUpload))
            .Accepts<IFormFile>("multipart/form-data", "*/*")
            .Produces<ApiAttachment>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        exchange.MapGet("/attachments/{attachment:guid}", OpenAsync).Needs(Permission.ReadExchange).WithSummary("The bytes of a file.").Produces(StatusCodes.Status200OK, null, "application/octet-stream").ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> WriteAsync(
        Guid id, ApiNewMessage message, ContributionDesk contributions, ApiExchanges exchanges, ApiProblems problems, HttpContext context, CancellationToken cancellationToken)
    {
        if (message.Language is { } asked && !Languages.IsKnown(asked))
            return problems.Invalid([new FieldError("language", "api.unknown-language")], null);
        var outcome = await contributions.WriteAsync(
            id, new NewMessage(message.Text ?? "", message.Language ?? context.Actor().Language), context.Actor(),
            exchanges.Key($"{message.Language}\n{message.Text}"), cancellationToken);
        return outcome.IsDone
            ? await exchanges.AnswerDoneAsync(id, StatusCodes.Status201Created, cancellationToken)
            : await problems.OfAsync(outcome, null, null, cancellationToken);
    }

    private static async Task<IResult> LinkAsync(
        Guid id, ApiNewLink link, ContributionDesk contributions, ApiExchanges exchanges, ApiProblems problems, HttpContext context, CancellationToken cancellationToken)
    {
        var outcome = await contributions.LinkAsync(id, link.Number ?? "", context.Actor(), exchanges.Key(link.Number ?? ""), cancellationToken);
        return outcome.IsDone
            ? await exchanges.AnswerDoneAsync(id, StatusCodes.Status201Created, cancellationToken)
            : await problems.OfAsync(outcome, null, null, cancellationToken);
    }

    private static async Task<IResult> UnlinkAsync(
        Guid id, Guid other, ContributionDesk contributions, ApiExchanges exchanges, ApiProblems problems, HttpContext context, CancellationToken cancellationToken)
    {
        var outcome = await contributions.UnlinkAsync(id, other, context.Actor(), exchanges.Key(other.ToString()), cancellationToken);
        return outcome.IsDone ? TypedResults.NoContent() : await problems.OfAsync(outcome, null, null, cancellationToken);
    }

    private static async Task<IResult> ListAsync(Guid id, ApiExchanges exchanges, ApiProblems problems, CancellationToken cancellationToken) =>
        await exchanges.FindAsync(id, cancellationToken) is { } details
            ? TypedResults.Ok(ApiExchanges.Attachments(details))
            : problems.Plain(StatusCodes.Status404NotFound);

    /// <summary>The bytes go straight to the store, so that no file ever stands in clear on a disk.</summary>
    private static async Task<IResult> AttachAsync(
        Guid id, string? name, ContributionDesk contributions, ApiExchanges exchanges, ApiProblems problems, HttpContext context, CancellationToken cancellationToken)
    {
        Outcome<Guid> outcome;
        try
        {
            var (fileName, bytes) = await FileOfAsync(context.Request, name, cancellationToken);
            if (bytes is null)
                return problems.Invalid([FieldError.Required("file")], null);
            outcome = await contributions.AttachAsync(id, fileName, bytes, context.Actor(), exchanges.Key(fileName), cancellationToken);
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The body ends before its last part does.", broken);
        }

        if (!outcome.IsDone)
            return await problems.OfAsync(outcome, null, null, cancellationToken);
        var address = $"{ImiApi.Root}/exchanges/{id}/attachments/{outcome.Value}";
        return await exchanges.AnswerDoneAsync(address, StatusCodes.Status201Created, cancellationToken, async stop =>
            await exchanges.FindAsync(id, stop) is { } details
                ? TypedResults.Created(address, ApiExchanges.Attachments(details).First(file => file.Id == outcome.Value))
                : problems.Plain(StatusCodes.Status404NotFound));
    }

    private static async Task<IResult> OpenAsync(
        Guid id, Guid attachment, ContributionDesk contributions, ApiProblems problems, HttpContext context, CancellationToken cancellationToken)
    {
        var outcome = await contributions.OpenAsync(id, attachment, context.Actor(), cancellationToken);
        if (outcome.Value is not { } content)
            return await problems.OfAsync(outcome, null, null, cancellationToken);
        context.Response.ContentLength = content.Size;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(content.Name);
        context.Response.Headers.ContentDisposition = disposition.ToString();
        return TypedResults.Stream(stream => content.CopyToAsync(stream, cancellationToken), content.ContentType);
    }

    private static async Task<(string Name, Stream? Bytes)> FileOfAsync(HttpRequest request, string? name, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return (name ?? "", string.IsNullOrWhiteSpace(name) ? null : request.Body);
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value
            ?? throw new BadHttpRequestException("A multipart body names its boundary.");
        var parts = new MultipartReader(boundary, request.Body);
        while (await parts.ReadNextSectionAsync(cancellationToken) is { } part)
        {
            if (part.AsFileSection() is { FileStream: not null } file)
                return (name ?? file.FileName, file.FileStream);
        }

        return ("", null);
    }
}
