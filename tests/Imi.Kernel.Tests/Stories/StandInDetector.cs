using Imi.Kernel.Features.Translation;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A detector whose answers the test sets.</summary>
internal sealed class StandInDetector(Func<string, string?> detect) : ILanguageDetector
{
    /// <summary>The texts that it examined.</summary>
    public List<string> Examined { get; } = [];

    public string? Detect(string text)
    {
        Examined.Add(text);
        return detect(text);
    }
}
