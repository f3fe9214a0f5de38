namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>What a node inside a paragraph is for the translation.</summary>
internal enum MarkupRole
{
    /// <summary>It and what is in it stays as it is, and is no reason to divide the text.</summary>
    Ignored,

    /// <summary>What is in it is part of the paragraph.</summary>
    Through,

    /// <summary>Its text is to be translated.</summary>
    Text,

    /// <summary>A space that the text of its neighbours does not contain.</summary>
    Space,

    /// <summary>It stays in its place between what is before and after it, for example a line break or a page number.</summary>
    Border,

    /// <summary>It stays after the sentence to which it belongs, for example the number of a footnote.</summary>
    Mark,
}
