namespace Imi.Cli;

/// <summary>The exit codes of the program.</summary>
internal static class ExitCodes
{
    /// <summary>Success; nothing to report.</summary>
    public const int Done = 0;

    /// <summary>A problem was found, or the operation failed.</summary>
    public const int Found = 1;

    /// <summary>The arguments or the settings are invalid.</summary>
    public const int Usage = 2;
}
