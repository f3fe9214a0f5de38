namespace Imi.Kernel.Definitions.Modules;

/// <summary>The type of a field's answers.</summary>
public enum FieldType
{
    /// <summary>One line of text.</summary>
    Text,

    /// <summary>Multi-line text.</summary>
    LongText,

    /// <summary>One of the options.</summary>
    Choice,

    /// <summary>Any of the options.</summary>
    MultipleChoice,

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    YesNo,

    /// <summary>A date, as <c>2026-11-30</c>.</summary>
    Date,

    /// <summary>A decimal number with a decimal point.</summary>
    Number,

    /// <summary>A country, by the code that the EU institutions use.</summary>
    Country,

    /// <summary>A language, by its BCP 47 tag.</summary>
    Language,

    /// <summary>An http or https address.</summary>
    WebAddress,

    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>An authority of the registry, by its id.</summary>
    Authority,
}
