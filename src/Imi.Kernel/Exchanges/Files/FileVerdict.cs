namespace Imi.Kernel.Exchanges.Files;

/// <summary>The result of checking a file.</summary>
/// <param name="Kind">The kind of the file; null if it is refused.</param>
/// <param name="Refusal">The text key of the reason for refusing it; null if it is accepted.</param>
internal sealed record FileVerdict(FileKind? Kind, string? Refusal)
{
    public static FileVerdict Accepted(FileKind kind) => new(kind, null);

    public static FileVerdict Refused(string key) => new(null, key);
}
