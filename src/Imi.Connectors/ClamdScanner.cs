using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Imi.Kernel.Exchanges;
using Microsoft.Extensions.Logging;

namespace Imi.Connectors;

/// <summary>
/// Asks <c>clamd</c> of ClamAV to look through files (commands <c>zINSTREAM</c> and <c>zPING</c>, clamd(8)). Files are streamed to it; it keeps none.
/// </summary>
internal sealed class ClamdScanner(ClamdSettings settings, ILogger<ClamdScanner> logger) : IMalwareScanner
{
    private const int PieceLength = 128 * 1024;
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
            logger.LogWarning("The malware scanner found {Signature} in a file that was refused", answer["stream: ".Length..^FoundEnd.Length]);
            return ScanResult.Malware;
        }

        if (answer is not null)
            logger.LogError("The malware scanner did not look through a file: {Answer}", answer);
        return ScanResult.Unreachable;
    }

    /// <inheritdoc/>
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken) => await AskAsync("zPING\0", null, PingTimeout, cancellationToken) == "PONG";

    /// <summary>The scanner's answer; null where it does not answer in time.</summary>
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

    /// <summary>Each piece comes with its length, a piece of no length ends the file.</summary>
    private static async Task SendAsync(Stream content, NetworkStream connection, CancellationToken cancellationToken)
    {
        var piece = new byte[4 + PieceLength];
        int length;
        do
        {
            length = await content.ReadAtLeastAsync(piece.AsMemory(4), PieceLength, throwOnEndOfStream: false, cancellationToken);
            BinaryPrimitives.WriteInt32BigEndian(piece, length);
            await connection.WriteAsync(piece.AsMemory(0, 4 + length), cancellationToken);
            if (length is > 0 and < PieceLength)
                await connection.WriteAsync(new byte[4], cancellationToken);
        } while (length == PieceLength);
        Array.Clear(piece);
    }

    private static async Task<string> AnswerAsync(NetworkStream connection, CancellationToken cancellationToken)
    {
        var answer = new byte[LongestAnswer];
        var length = 0;
        while (length < answer.Length && answer.AsSpan(0, length).IndexOf((byte)0) < 0)
        {
            var read = await connection.ReadAsync(answer.AsMemory(length), cancellationToken);
            if (read == 0)
                throw new EndOfStreamException("It closed the connection before it had answered.");
            length += read;
        }

        return Encoding.UTF8.GetString(answer, 0, length).TrimEnd('\0', '\n');
    }
}
