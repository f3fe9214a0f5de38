namespace Imi.Kernel.Foundation.Texts;

/// <summary>A fault in a text that a user entered, with the message that describes it.</summary>
/// <param name="MessageKey">The key of the platform text, such as <c>validation.invisible</c>.</param>
/// <param name="Values">The values of its placeholders. Positions count Unicode characters from 1.</param>
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
