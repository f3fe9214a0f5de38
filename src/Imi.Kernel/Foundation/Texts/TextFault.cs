namespace Imi.Kernel.Foundation.Texts;

/// <summary>What is wrong with a text that somebody wrote, as a platform text says it.</summary>
/// <param name="MessageKey">The platform text, such as <c>validation.invisible</c>.</param>
/// <param name="Values">What the text's placeholders stand for. Positions count characters from 1, as the writer sees them.</param>
public sealed record TextFault(string MessageKey, IReadOnlyDictionary<string, object?> Values)
{
    internal static TextFault Of(string messageKey, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var named = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
            named[name] = value;
        return new TextFault(messageKey, named);
    }
}
