using Imi.Kernel.Foundation.Texts;

namespace Imi.Kernel.Definitions.Forms;

/// <summary>
/// An invalid or missing answer, shown beside its field in the reader's language. Use the factory methods for general errors, so that each text gets its
/// values; use the constructors for errors of a single feature.
/// </summary>
/// <param name="Field">The path of the field: <c>facts</c>, or <c>measures.0.kind</c> in a group.</param>
/// <param name="MessageKey">The key of the message, such as <c>validation.required</c>; a module's rule uses a key of its own texts.</param>
/// <param name="Values">The values of the message's placeholders.</param>
public sealed record FieldError(string Field, string MessageKey, IReadOnlyDictionary<string, object?> Values)
{
    /// <summary>Creates an error whose message has no placeholders.</summary>
    public FieldError(string field, string messageKey)
        : this(field, messageKey, new Dictionary<string, object?>(StringComparer.Ordinal)) { }

    /// <summary>Creates an error whose message has one placeholder.</summary>
    public FieldError(string field, string messageKey, string name, object? value)
        : this(field, messageKey, new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = value }) { }

    /// <summary>Whether an answer or item is missing. This matters only when a form is sent, not while it is a draft.</summary>
    public bool IsMissing { get; init; } = MessageKey is "validation.required" or "validation.too-few-items";

    /// <summary>Reports a required answer that is missing.</summary>
    public static FieldError Required(string field) => new(field, "validation.required");

    /// <summary>Reports an answer that is not among the options.</summary>
    public static FieldError NotAnOption(string field) => new(field, "validation.not-an-option");

    /// <summary>Reports several answers to a field that takes one.</summary>
    public static FieldError OnlyOne(string field) => new(field, "validation.only-one");

    /// <summary>Reports an answer that is not a date.</summary>
    public static FieldError NotADate(string field) => new(field, "validation.not-a-date");

    /// <summary>Reports an answer that is not a number.</summary>
    public static FieldError NotANumber(string field) => new(field, "validation.not-a-number");

    /// <summary>Reports a text that exceeds the maximum length.</summary>
    /// <param name="field">The field.</param>
    /// <param name="text">The cleaned text.</param>
    /// <param name="most">The maximum length, as <see cref="TextRules"/> counts it.</param>
    public static FieldError TooLong(string field, string text, int most) =>
        new(field, "validation.too-long", new Dictionary<string, object?>(StringComparer.Ordinal) { ["length"] = text.Length, ["most"] = most });

    /// <summary>Reports a fault in the text of a field.</summary>
    public static FieldError Of(string field, TextFault fault) => new(field, fault.MessageKey, fault.Values);
}
