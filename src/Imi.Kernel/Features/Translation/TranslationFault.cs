namespace Imi.Kernel.Features.Translation;

/// <summary>Why an engine did not translate.</summary>
public enum TranslationFault
{
    /// <summary>It does not answer, or not in time. A later attempt may succeed.</summary>
    Unreachable,

    /// <summary>It takes no more work now: a quota or a limit of requests is used up. A later attempt may succeed.</summary>
    Busy,

    /// <summary>It refuses the call: credentials, settings or languages. A retry fails in the same way until somebody changes a setting.</summary>
    Refused,

    /// <summary>Its answer is not what it promises, for example another number of segments.</summary>
    Nonsense,

    /// <summary>The platform itself failed; the log has the details.</summary>
    Failed,
}
