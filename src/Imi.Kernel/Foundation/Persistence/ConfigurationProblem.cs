namespace Imi.Kernel.Foundation.Persistence;

/// <summary>A setting is wrong. The message is one sentence for whoever operates the platform and names the setting.</summary>
public sealed class ConfigurationProblem : Exception
{
    /// <summary>A problem told in one sentence.</summary>
    public ConfigurationProblem(string sentence)
        : base(sentence) { }

    /// <summary>A problem told in one sentence, with what it was found by.</summary>
    public ConfigurationProblem(string sentence, Exception cause)
        : base(sentence, cause) { }
}
