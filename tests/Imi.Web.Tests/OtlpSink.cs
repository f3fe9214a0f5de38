using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Imi.Web.Tests;

/// <summary>A collector that receives OTLP over HTTP and keeps the messages as text, in which names and values are readable.</summary>
internal sealed class OtlpSink : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(string Path, string Text)> _taken = new();
    private readonly Task _work;

    public OtlpSink()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        }

        _listener.Prefixes.Add($"{Address}/");
        _listener.Start();
        _work = WorkAsync();
    }

    /// <summary>The address of the collector.</summary>
    public string Address { get; }

    /// <summary>Returns everything received at a path.</summary>
    public string Text(string path) => string.Concat(_taken.Where(one => one.Path == path).Select(one => one.Text));

    public void Dispose()
    {
        _listener.Stop();
        _work.GetAwaiter().GetResult();
        _listener.Close();
    }

    private async Task WorkAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var call = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await call.Request.InputStream.CopyToAsync(body);
                _taken.Enqueue((call.Request.Url!.AbsolutePath, Encoding.Latin1.GetString(body.ToArray())));
                call.Response.ContentType = "application/x-protobuf";
                call.Response.Close();
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                // The client disconnected or the collector was stopped.
            }
        }
    }
}
