namespace Imi.Kernel.Exchanges;

/// <summary>The result of scanning a file for malware.</summary>
public enum ScanResult
{
    /// <summary>The scanner found no malware.</summary>
    Clean,

    /// <summary>The scanner found malware.</summary>
    Malware,

    /// <summary>The scanner did not answer, so the result is unknown.</summary>
    Unreachable,
}
