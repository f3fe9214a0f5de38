namespace Imi.Kernel.Features.GuideResults;

/// <summary>
/// Records that somebody reached a result of the guide "which procedure do I use?". It holds no personal data: neither the person nor the authority, and
/// of the time only the day.
/// </summary>
public sealed class GuideResult
{
    private GuideResult() { }

    internal GuideResult(Guid id, string module, string outcome, string question, DateOnly on)
    {
        Id = id;
        Module = module;
        Outcome = outcome;
        Question = question;
        On = on;
    }

    /// <summary>Its id, a UUIDv7 of the start of the day.</summary>
    public Guid Id { get; private set; }

    /// <summary>The name of the module; empty for the platform's own outcomes.</summary>
    public string Module { get; private set; } = "";

    /// <summary>The name of the outcome; empty if the person said that no answer fits.</summary>
    public string Outcome { get; private set; } = "";

    /// <summary>The name of the question to which no answer fits; empty if an outcome was reached.</summary>
    public string Question { get; private set; } = "";

    /// <summary>The day in Brussels.</summary>
    public DateOnly On { get; private set; }
}
