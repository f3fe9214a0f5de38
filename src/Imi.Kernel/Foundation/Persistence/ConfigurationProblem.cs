namespace Imi.Kernel.Foundation.Persistence;

/// <summary>Thrown when a setting, file or database that the operator provides is wrong. The message is one sentence for the operator.</summary>
public sealed class ConfigurationProblem : Exception
{
    /// <summary>Creates a problem with a message of one sentence.</summary>
    public ConfigurationProblem(string sentence)
        : base(sentence) { }

    /// <summary>Creates a problem with a message of one sentence and its cause.</summary>
    public ConfigurationProblem(string sentence, Exception cause)
        : base(sentence, cause) { }
}
