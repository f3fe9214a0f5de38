using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Imi.Kernel.Exchanges;
using Microsoft.Extensions.Logging;

namespace Imi.Connectors;

/// <summary>
/// Scans files with ClamAV's <c>clamd</c> (commands <c>zINSTREAM</c> and <c>zPING</c>, clamd(8)). Files are streamed to it, and it keeps none.
/// </summary>
internal sealed class ClamdScanner(ClamdSettings settings, ILogger<ClamdScanner> logger) : IMalwareScanner
{
    private const int ChunkLength = 128 * 1024;
    private const int LongestAnswer = 4_096;
    private const string Clean = "stream: OK";
    private const string FoundEnd = " FOUND";
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public async Task<ScanResult> ScanAsync(Stream content, CancellationToken cancellationToken)
    {
        var answer = await AskAsync("zINSTREAM\0", content, settings.Timeout, cancellationToken);
        if (answer == Clean)
            return ScanResult.Clean;
        if (answer?.EndsWith(FoundEnd, StringComparison.Ordinal) == true)
        {
            logger.LogWarning("The malware scanner found {Signature} in a file; the file was refused", answer["stream: ".Length..^FoundEnd.Length]);
            return ScanResult.Malware;
        }

        if (answer is not null)
            logger.LogError("The malware scanner did not scan a file: {Answer}", answer);
        return ScanResult.Unreachable;
    }

    /// <inheritdoc/>
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken) => await AskAsync("zPING\0", null, PingTimeout, cancellationToken) == "PONG";

    /// <summary>Sends a command and returns the answer; null if the scanner does not answer in time.</summary>
    private async Task<string?> AskAsync(string command, Stream? content, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            using var socket =
                settings.Address is UnixDomainSocketEndPoint
                    ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                    : new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(settings.Address, limit.Token);
            await using var connection = new NetworkStream(socket);
            await connection.WriteAsync(Encoding.ASCII.GetBytes(command), limit.Token);
            if (content is not null)
                await SendAsync(content, connection, limit.Token);
            return await AnswerAsync(connection, limit.Token);
        }
        catch (Exception away)
            when (away is SocketException or EndOfStreamException
                || (away is IOException && away.InnerException is SocketException)
                || (away is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            logger.LogError("The malware scanner at {Address} does not answer: {Reason}", settings.Address, away.Message);
            return null;
        }
    }

    /// <summary>Sends each chunk with its length as a prefix; a chunk of length zero ends the file.</summary>
    private static async Task SendAsync(Stream content, NetworkStream connection, CancellationToken cancellationToken)
    {
        var chunk = new byte[4 + ChunkLength];
        int length;
        do
        {
            length = await content.ReadAtLeastAsync(chunk.AsMemory(4), ChunkLength, throwOnEndOfStream: false, cancellationToken);
            BinaryPrimitives.WriteInt32BigEndian(chunk, length);
            await connection.WriteAsync(chunk.AsMemory(0, 4 + length), cancellationToken);
            if (length is > 0 and < ChunkLength)
                await connection.WriteAsync(new byte[4], cancellationToken);
        } while (length == ChunkLength);
        Array.Clear(chunk);
    }

    private static async Task<string> AnswerAsync(NetworkStream connection, CancellationToken cancellationToken)
    {
        var answer = new byte[LongestAnswer];
        var length = 0;
        while (length < answer.Length && answer.AsSpan(0, length).IndexOf((byte)0) < 0)
        {
            var read = await connection.ReadAsync(answer.AsMemory(length), cancellationToken);
            if (read == 0)
                throw new EndOfStreamException("The scanner closed the connection before it answered.");
            length += read;
        }

        return Encoding.UTF8.GetString(answer, 0, length).TrimEnd('\0', '\n');
    }
}
