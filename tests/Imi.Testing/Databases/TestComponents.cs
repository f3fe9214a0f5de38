using Xunit;

namespace Imi.Testing.Databases;

/// <summary>Skips or fails tests whose external components, such as a database server, are missing.</summary>
public static class TestComponents
{
    /// <summary>The environment variable that, when set to 1, makes tests with missing components fail.</summary>
    public const string RequireVariable = "IMI_REQUIRE_COMPONENTS";

    /// <summary>Skips the calling test with a reason, or fails it if components are required.</summary>
    public static void SkipUnless(bool isThere, string reason)
    {
        if (isThere)
            return;
        if (Environment.GetEnvironmentVariable(RequireVariable) == "1")
            throw new InvalidOperationException($"{reason} ({RequireVariable} is set: nothing may be skipped.)");
        Skip.If(true, reason);
    }
}
