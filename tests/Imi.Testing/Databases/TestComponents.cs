using Xunit;

namespace Imi.Testing.Databases;

/// <summary>What tests need beside the program, and what happens where it is missing.</summary>
public static class TestComponents
{
    /// <summary>Set to 1 where nothing may be skipped: what is missing fails.</summary>
    public const string RequireVariable = "IMI_REQUIRE_COMPONENTS";

    /// <summary>Skips the test that calls it, with the reason; fails it where everything is required.</summary>
    public static void SkipUnless(bool isThere, string reason)
    {
        if (isThere)
            return;
        if (Environment.GetEnvironmentVariable(RequireVariable) == "1")
            throw new InvalidOperationException($"{reason} ({RequireVariable} is set: nothing may be skipped.)");
        Skip.If(true, reason);
    }
}
