namespace Imi.Kernel.Exchanges.Files;

/// <summary>What a file is, or why it is not taken.</summary>
/// <param name="Kind">The kind; null where it is not taken.</param>
/// <param name="Refusal">The text's key; null where it is taken.</param>
internal sealed record FileVerdict(FileKind? Kind, string? Refusal)
{
    public static FileVerdict Taken(FileKind kind) => new(kind, null);

    public static FileVerdict Refused(string key) => new(null, key);
}
