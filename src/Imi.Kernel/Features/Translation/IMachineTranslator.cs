namespace Imi.Kernel.Features.Translation;

/// <summary>
/// Port: a machine-translation engine, either an <see cref="IImmediateTranslator"/> or an <see cref="IDeferredTranslator"/>. The kernel never calls it inside
/// a database transaction. An installation may have none or several, in the order of its settings.
/// </summary>
public interface IMachineTranslator
{
    /// <summary>The name of the engine as readers and the journal see it, such as <c>eTranslation</c>: at most 64 characters, unique.</summary>
    string Name { get; }

    /// <summary>Whether an institution of the Union runs it. A policy module may allow only such engines for its texts.</summary>
    bool IsOfUnion { get; }

    /// <summary>The longest segment that it takes, in characters: at least 1,500.</summary>
    int LongestSegment { get; }

    /// <summary>Returns the pairs of languages that it translates now.</summary>
    /// <returns>The pairs; empty if the engine does not answer.</returns>
    ValueTask<IReadOnlySet<LanguagePair>> PairsAsync(CancellationToken cancellationToken);
}
