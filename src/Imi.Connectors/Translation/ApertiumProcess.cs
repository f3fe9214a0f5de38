using System.ComponentModel;
using System.Diagnostics;

namespace Imi.Connectors.Translation;

/// <summary>One run of the program <c>apertium</c>, a shell script that starts a pipeline of programs.</summary>
internal static class ApertiumProcess
{
    /// <summary>Runs the program.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">Its input.</param>
    /// <param name="mostOutput">The most bytes of output; with more, the run ends.</param>
    /// <param name="cancellationToken">Kills the program and all that it started.</param>
    /// <returns>The exit code and the output; the output is null if it is too long.</returns>
    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    public static async Task<(int ExitCode, byte[]? Output)> RunAsync(
        string program,
        IEnumerable<string> arguments,
        byte[] input,
        long mostOutput,
        CancellationToken cancellationToken
    )
    {
        // The script makes a temporary file, which remains if it is killed.
        var folder = Directory.CreateTempSubdirectory("imi-apertium-").FullName;
        using var process = new Process { StartInfo = StartInfo(program, arguments, folder) };
        try
        {
            process.Start();
            // Reading from a pipe cannot be cancelled; it ends when the last program of the pipeline ends.
            await using var end = cancellationToken.Register(() => Kill(process));
            var reading = ReadAsync(process.StandardOutput.BaseStream, mostOutput, cancellationToken);
            await Task.WhenAll(
                WriteAsync(process.StandardInput.BaseStream, input, cancellationToken),
                process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancellationToken),
                EndAsync(reading, process)
            );
            await process.WaitForExitAsync(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return (process.ExitCode, await reading);
        }
        finally
        {
            Kill(process);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments, string folder) =>
        new(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
            Environment = { ["TMPDIR"] = folder, ["LC_ALL"] = "C.UTF-8" },
        };

    private static async Task WriteAsync(Stream stream, byte[] input, CancellationToken cancellationToken)
    {
        try
        {
            await using (stream)
                await stream.WriteAsync(input, cancellationToken);
        }
        catch (IOException)
        {
            // The program ended without reading all; its exit code or its output says so.
        }
    }

    private static async Task<byte[]?> ReadAsync(Stream stream, long most, CancellationToken cancellationToken)
    {
        var output = new MemoryStream();
        var chunk = new byte[32 * 1024];
        int read;
        while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (output.Length + read > most)
                return null;
            output.Write(chunk, 0, read);
        }

        return output.ToArray();
    }

    /// <summary>Ends the program if it wrote too much: otherwise it would wait for ever for a reader.</summary>
    private static async Task EndAsync(Task<byte[]?> reading, Process process)
    {
        if (await reading is null)
            Kill(process);
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It was never started.
        }
    }
}
