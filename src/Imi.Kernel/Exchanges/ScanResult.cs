namespace Imi.Kernel.Exchanges;

/// <summary>What a scanner says of a file.</summary>
public enum ScanResult
{
    /// <summary>It found nothing.</summary>
    Clean,

    /// <summary>It found malware.</summary>
    Malware,

    /// <summary>It did not answer: nothing is known of the file.</summary>
    Unreachable,
}
