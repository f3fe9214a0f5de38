using System.Diagnostics;
using Imi.Kernel.Features.Translation;
using Imi.Testing;
using Imi.Testing.Databases;

namespace Imi.Kernel.Tests.Translation;

/// <summary>Tests what happens if the program <c>apertium</c> fails, with scripts that stand in for it.</summary>
public sealed class ApertiumFaultTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly string _folder = Directory.CreateTempSubdirectory("imi-apertium-test-").FullName;

    [Fact]
    public async Task A_missing_program_is_one_sentence_in_the_log_and_offers_no_pair()
    {
        var path = Path.Combine(_folder, "missing");
        await using var engines = Engines.Of(("0:Kind", "Apertium"), ("0:Address", path));
        for (var minute = 0; minute < 3; minute++)
        {
            Assert.Empty(await engines.First.PairsAsync(CancellationToken.None));
            engines.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(TranslationFault.Unreachable, (await engines.FaultAsync("en-es", "house")).Kind);
        Assert.Equal(
            $"Error: The translation engine Apertium cannot be started, because {path} is missing or not a program. It translates nothing until it answers.",
            Assert.Single(engines.Logged)
        );
    }

    [SkippableFact]
    public async Task A_program_that_is_installed_later_is_used_without_a_restart()
    {
        var path = Path.Combine(_folder, "apertium");
        await using var engines = Engines.Of(("0:Kind", "Apertium"), ("0:Address", path));
        Assert.Empty(await engines.First.PairsAsync(CancellationToken.None));
        await WriteAsync("cat");
        Assert.Empty(await engines.First.PairsAsync(CancellationToken.None));
        engines.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([Engines.Pair("en-es")], await engines.First.PairsAsync(CancellationToken.None));
        Assert.Equal("house", await engines.TranslateAsync("en-es", "house"));
    }

    [SkippableTheory]
    [InlineData("printf 'uno[]\\0dos[]\\0'", TranslationFault.Nonsense, "answered another number of lines than it was sent")]
    [InlineData("printf 'uno[]\\0dos[]\\0tres[]\\0cuatro[]\\0'", TranslationFault.Nonsense, "answered another number of lines than it was sent")]
    [InlineData("true", TranslationFault.Nonsense, "answered another number of lines than it was sent")]
    [InlineData("yes", TranslationFault.Nonsense, "wrote more than a translation can have")]
    [InlineData("cat; echo secret >&2; exit 3", TranslationFault.Unreachable, "ended with exit code 3")]
    [InlineData("sleep 600", TranslationFault.Unreachable, "did not answer within 5 seconds")]
    public async Task A_program_that_fails_is_a_fault_that_says_how(string work, TranslationFault kind, string what)
    {
        await using var engines = await EngineAsync(work, ("0:TimeoutSeconds", "5"));
        var fault = await engines.FaultAsync("en-es", "one", "two", "three");
        Assert.Equal((kind, $"The translation engine Apertium {what}."), (fault.Kind, fault.Message));
        Assert.Empty(Directory.GetDirectories(_folder));
    }

    [SkippableFact]
    public async Task Cancelling_kills_the_program_and_all_that_it_started()
    {
        await using var engines = await EngineAsync("sleep 987.5 | sh -c 'sleep 987.5 & wait' | cat");
        using var stop = new CancellationTokenSource();
        var translating = engines.First.TranslateAsync(Engines.Pair("en-es"), ["house"], stop.Token);
        await Eventually.TrueAsync(Patience, () => Task.FromResult(Sleepers() == 2), () => $"{Sleepers()} programs run.");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => translating);
        await Eventually.TrueAsync(Patience, () => Task.FromResult(Sleepers() == 0), () => $"{Sleepers()} programs still run.");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<Engines> EngineAsync(string work, params (string, string)[] settings)
    {
        await WriteAsync(work);
        return Engines.Of([("0:Kind", "Apertium"), ("0:Address", Path.Combine(_folder, "apertium")), .. settings]);
    }

    private async Task WriteAsync(string work)
    {
        TestComponents.SkipUnless(File.Exists("/bin/sh"), "This machine has no /bin/sh, in whose language the scripts are.");
        var path = Path.Combine(_folder, "apertium");
        await File.WriteAllTextAsync(path, $"#!/bin/sh\nif [ \"$1\" = -l ]; then echo '  eng-spa'; exit 0; fi\n{work}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static int Sleepers() => Process.GetProcessesByName("sleep").Count(process => Arguments(process.Id).Contains("987.5", StringComparison.Ordinal));

    private static string Arguments(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (IOException)
        {
            return ""; // It ended meanwhile.
        }
    }
}
