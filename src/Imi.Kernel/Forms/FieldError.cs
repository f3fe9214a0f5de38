namespace Imi.Kernel.Forms;

/// <summary>Something wrong with an answer, shown beside its field in the reader's language.</summary>
/// <param name="Field">The field's path: <c>facts</c>, or <c>measures.0.kind</c> in a group.</param>
/// <param name="MessageKey">The platform text, such as <c>validation.required</c>; a module's rule gives its own text's key.</param>
/// <param name="Values">What the text's placeholders stand for.</param>
public sealed record FieldError(string Field, string MessageKey, IReadOnlyDictionary<string, object?> Values)
{
    /// <summary>An error whose text has no placeholders.</summary>
    public FieldError(string field, string messageKey)
        : this(field, messageKey, new Dictionary<string, object?>(StringComparer.Ordinal))
    {
    }

    /// <summary>An error whose text has one placeholder.</summary>
    public FieldError(string field, string messageKey, string name, object? value)
        : this(field, messageKey, new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = value })
    {
    }
}
