using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Imi.Testing;

/// <summary>A mail server for tests that stores received mails and gives the refusals that a test sets.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    /// <summary>Starts the server.</summary>
    /// <param name="port">The port; 0 for a free one.</param>
    public SmtpSink(int port = 0)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync();
    }

    /// <summary>The port of the server.</summary>
    public int Port { get; }

    /// <summary>The received mails in order of receipt.</summary>
    public ConcurrentQueue<SunkMail> Mails { get; } = [];

    /// <summary>Returns the reply to a recipient; null to accept it.</summary>
    public Func<string, string?> AnswerToRecipient { get; set; } = _ => null;

    /// <summary>Returns the reply to a message for a recipient; null to accept it, empty to close the connection after receipt.</summary>
    public Func<string, string?> AnswerToMessage { get; set; } = _ => null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _serving;
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        var conversations = new List<Task>();
        try
        {
            while (true)
                conversations.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var connection = client;
        client.NoDelay = true;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.UTF8);
            await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 sink");
            var recipient = "";
            while (await reader.ReadLineAsync(_end.Token) is { } line)
            {
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                if (verb == "RCPT")
                    recipient = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
                if (verb == "DATA")
                {
                    await writer.WriteLineAsync("354 go on");
                    Mails.Enqueue(new SunkMail(recipient, await MessageAsync(reader)));
                    var answer = AnswerToMessage(recipient);
                    if (answer is "")
                        return;
                    await writer.WriteLineAsync(answer ?? "250 taken");
                    continue;
                }

                await writer.WriteLineAsync(
                    verb switch
                    {
                        "EHLO" => "250-sink\r\n250 8BITMIME",
                        "RCPT" => AnswerToRecipient(recipient) ?? "250 yes",
                        "QUIT" => "221 bye",
                        _ => "250 yes",
                    }
                );
                if (verb == "QUIT")
                    return;
            }
        }
        catch (Exception over) when (over is IOException or OperationCanceledException)
        {
            // The client disconnected or the test ended.
        }
    }

    private async Task<string> MessageAsync(StreamReader reader)
    {
        var message = new StringBuilder();
        while (await reader.ReadLineAsync(_end.Token) is { } line && line != ".")
            message.Append(line).Append("\r\n");
        return message.ToString();
    }
}

/// <summary>A received mail.</summary>
/// <param name="Recipient">The recipient in the envelope.</param>
/// <param name="Message">The message as sent.</param>
public sealed record SunkMail(string Recipient, string Message)
{
    /// <summary>The Message-ID of the mail.</summary>
    public string MessageId => Message.Split("\r\n").First(line => line.StartsWith("Message-I", StringComparison.OrdinalIgnoreCase)).Split(':', 2)[1].Trim();
}
