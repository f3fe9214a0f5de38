namespace Imi.Kernel.Exchanges;

/// <summary>A file of an exchange, opened for reading.</summary>
/// <param name="Name">The name under which to save it.</param>
/// <param name="ContentType">The media type under which to serve it: its own, or that of plain bytes if its own could make a program open it.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="MayShowInline">Whether a browser may display it inline; otherwise it can only be saved.</param>
/// <param name="CopyToAsync">Decrypts it to a stream in chunks. Call it only once.</param>
public sealed record FileContent(string Name, string ContentType, long Size, bool MayShowInline, Func<Stream, CancellationToken, Task> CopyToAsync);
