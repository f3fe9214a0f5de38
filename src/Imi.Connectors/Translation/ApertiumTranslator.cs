using System.ComponentModel;
using System.Text;
using Imi.Kernel.Features.Translation;
using Microsoft.Extensions.Logging;

namespace Imi.Connectors.Translation;

/// <summary>Translates with the program <c>apertium</c> (apertium(1)) on this machine, one process for each call.</summary>
internal sealed class ApertiumTranslator(TranslationEngineSettings settings, TimeProvider time, ILogger<ApertiumTranslator> logger)
    : ImmediateEngine(settings, time, logger)
{
    private const int MostModes = 256 * 1024;

    /// <summary>A translation that is longer than this many times its original is none.</summary>
    private const int MostGrowth = 16;

    private readonly TranslationEngineSettings _settings = settings;

    /// <inheritdoc/>
    public override int LongestSegment => 10_000;

    /// <summary>The start of the process takes as long as some hundred sentences.</summary>
    public override int SegmentsAtOnce => 500;

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<EngineCodes>> OfferedAsync(CancellationToken cancellationToken)
    {
        var modes = Encoding.UTF8.GetString(await RunAsync(["-l"], [], MostModes, cancellationToken));
        return
        [
            .. modes
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(mode => mode.Split('-'))
                .Where(languages => languages.Length == 2)
                .Select(languages => new EngineCodes(languages[0], languages[1])),
        ];
    }

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<string>> TranslateLinesAsync(
        EngineCodes codes,
        IReadOnlyList<string> lines,
        CancellationToken cancellationToken
    )
    {
        var input = ApertiumStream.Write(lines);
        var output = await RunAsync(
            ["-u", "-z", "-f", "none", $"{codes.Source}-{codes.Target}"],
            input,
            MostModes + ((long)input.Length * MostGrowth),
            cancellationToken
        );
        return ApertiumStream.Read(output, lines) ?? throw Fault(TranslationFault.Nonsense, "answered another number of lines than it was sent");
    }

    private async Task<byte[]> RunAsync(string[] arguments, byte[] input, long mostOutput, CancellationToken cancellationToken)
    {
        try
        {
            var (exitCode, output) = await ApertiumProcess.RunAsync(_settings.Address, arguments, input, mostOutput, cancellationToken);
            if (output is null)
                throw Fault(TranslationFault.Nonsense, "wrote more than a translation can have");
            return exitCode == 0 ? output : throw Fault(TranslationFault.Unreachable, $"ended with exit code {exitCode}");
        }
        catch (Win32Exception missing)
        {
            throw Fault(TranslationFault.Unreachable, $"cannot be started, because {_settings.Address} is missing or not a program", missing);
        }
    }
}
