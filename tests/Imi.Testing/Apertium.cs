using Imi.Testing.Databases;

namespace Imi.Testing;

/// <summary>The machine-translation engine Apertium on this machine.</summary>
public static class Apertium
{
    /// <summary>The program.</summary>
    public const string Program = "/usr/bin/apertium";

    private const string Modes = "/usr/share/apertium/modes";

    /// <summary>The installed directions that <c>build/install-test-tools.sh</c> promises.</summary>
    private static readonly string[] Promised = ["eng-spa", "spa-ita", "fr-es", "es-pt", "ro-es", "swe-dan", "hbs-slv", "hbs-eng"];

    /// <summary>Skips the test if Apertium or a pair of languages is not installed, or fails it if components are required.</summary>
    public static void SkipWhereMissing() =>
        TestComponents.SkipUnless(
            File.Exists(Program) && File.Exists(ApertiumServer.Program) && Promised.All(mode => File.Exists(Path.Combine(Modes, $"{mode}.mode"))),
            "Apertium is not installed: run build/install-test-tools.sh."
        );
}
