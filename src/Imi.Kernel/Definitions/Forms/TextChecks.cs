using Imi.Kernel.Foundation.Texts;

namespace Imi.Kernel.Definitions.Forms;

/// <summary>
/// Validates cleaned texts of fields that no form definition describes, such as registry and user data. Each method returns null for a valid text; an empty
/// text is invalid only if required.
/// </summary>
internal static class TextChecks
{
    /// <summary>Validates a single-line text.</summary>
    public static FieldError? Line(string field, string text, int most, bool isRequired = false) => Check(field, text, most, isRequired, TextRules.FaultInLine);

    /// <summary>Validates a multi-line text.</summary>
    public static FieldError? Lines(string field, string text, int most, bool isRequired = false) =>
        Check(field, text, most, isRequired, TextRules.FaultInLines);

    /// <summary>Validates the name of a person, an authority or a thing.</summary>
    public static FieldError? Name(string field, string text, int most, bool isRequired = false) => Check(field, text, most, isRequired, TextRules.FaultInName);

    /// <summary>Validates an e-mail address.</summary>
    public static FieldError? Email(string field, string text, bool isRequired = false) => Check(field, text, int.MaxValue, isRequired, EmailAddresses.FaultIn);

    /// <summary>Validates a web address.</summary>
    public static FieldError? WebAddress(string field, string text, bool isRequired = false) =>
        Check(field, text, int.MaxValue, isRequired, WebAddresses.FaultIn);

    private static FieldError? Check(string field, string text, int most, bool isRequired, Func<string, TextFault?> faultIn)
    {
        if (text.Length == 0 && !isRequired)
            return null;
        return TextRules.FaultIn(text, most, faultIn) is { } fault ? FieldError.Of(field, fault) : null;
    }
}
