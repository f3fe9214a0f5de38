namespace Imi.Kernel.Exchanges;

/// <summary>A file of an exchange, opened for reading.</summary>
/// <param name="Name">The name to save it under.</param>
/// <param name="ContentType">The media type to hand it out under: what its content shows it to be, or plain bytes where a program could act on that.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="MayShowInline">Whether a browser may show it in place; else it is only saved.</param>
/// <param name="CopyToAsync">Decrypts it to a stream, piece by piece. Call it once.</param>
public sealed record FileContent(string Name, string ContentType, long Size, bool MayShowInline, Func<Stream, CancellationToken, Task> CopyToAsync);
