namespace Imi.Kernel.Definitions.Modules;

/// <summary>What a field takes.</summary>
public enum FieldType
{
    /// <summary>One line of text.</summary>
    Text,

    /// <summary>Text of several lines.</summary>
    LongText,

    /// <summary>One of the options.</summary>
    Choice,

    /// <summary>Any of the options.</summary>
    MultipleChoice,

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    YesNo,

    /// <summary>A day, as <c>2026-11-30</c>.</summary>
    Date,

    /// <summary>A decimal number with a point.</summary>
    Number,

    /// <summary>A country by the EU institutions' code.</summary>
    Country,

    /// <summary>A language by BCP 47.</summary>
    Language,

    /// <summary>An http or https address.</summary>
    WebAddress,

    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>An authority of the registry, by its id.</summary>
    Authority,
}
