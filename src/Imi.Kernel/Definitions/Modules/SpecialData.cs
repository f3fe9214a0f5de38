namespace Imi.Kernel.Definitions.Modules;

/// <summary>A special category of data that a module's forms may contain (Regulation (EU) No 1024/2012, Article 16).</summary>
/// <param name="Category">The category, one of <see cref="Words.SpecialCategories"/>.</param>
/// <param name="Grounds">The grounds on which such data may be processed; each answer names one of them.</param>
public sealed record SpecialData(string Category, IReadOnlyList<ProcessingGround> Grounds)
{
    /// <summary>The suffix of the name of a field that asks for the ground of processing.</summary>
    internal const string GroundEnding = "Ground";

    /// <summary>Returns the name of the field that asks for the ground of processing another field.</summary>
    public static string GroundFor(string field) => field + GroundEnding;
}

/// <summary>A ground on which data of a special category may be processed.</summary>
/// <param name="Name">Its name in the definition.</param>
/// <param name="Basis">The Union act and the provision that allow it.</param>
public sealed record ProcessingGround(string Name, LegalBasis Basis);
