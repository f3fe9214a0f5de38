namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>A part of an article.</summary>
internal enum ProvisionPart
{
    Paragraph,
    Subparagraph,

    /// <summary>A point with a letter.</summary>
    Point,

    /// <summary>A point with an Arabic numeral.</summary>
    NumberedPoint,

    /// <summary>A point with a Roman numeral.</summary>
    RomanPoint,
    Indent,
}

/// <summary>What stands before a number of a series.</summary>
internal enum SeriesLink
{
    None,
    Comma,
    And,
    Or,
    To,
}

/// <summary>A number of a series.</summary>
/// <param name="Link">What stands before it.</param>
/// <param name="Number">The number, from 1; of a letter its place in the alphabet.</param>
/// <param name="Suffix">The place of the letter after the number, such as 1 in <c>6a</c>; 0 if there is none.</param>
internal readonly record struct SeriesEntry(SeriesLink Link, int Number, int Suffix = 0);

/// <summary>A cited provision of an act of the Union.</summary>
/// <param name="Articles">The articles; several only if there are no parts.</param>
/// <param name="Parts">The parts of the article, from the larger to the smaller.</param>
/// <param name="Act">The act; null if it is not named with the provision.</param>
internal sealed record Provision(
    IReadOnlyList<SeriesEntry> Articles,
    IReadOnlyList<(ProvisionPart Part, IReadOnlyList<SeriesEntry> Numbers)> Parts,
    UnionAct? Act
);
