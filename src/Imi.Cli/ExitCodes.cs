namespace Imi.Cli;

/// <summary>What the program tells whoever started it.</summary>
internal static class ExitCodes
{
    /// <summary>Done, nothing found.</summary>
    public const int Done = 0;

    /// <summary>Something was found, or could not be done.</summary>
    public const int Found = 1;

    /// <summary>The words of the call or the settings are wrong.</summary>
    public const int Usage = 2;
}
