using System.Net;
using System.Net.Sockets;

namespace Imi.Testing.Databases;

/// <summary>A TCP proxy to a server's Unix socket that simulates stopping and starting the server.</summary>
public sealed class TcpDoor(string socket) : IAsyncDisposable
{
    private readonly List<Socket> _open = [];
    private TcpListener? _listener;

    /// <summary>The port.</summary>
    public int Port { get; private set; }

    /// <summary>Accepts connections.</summary>
    public void Open()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync(_listener);
    }

    /// <summary>Closes all connections and accepts no new ones.</summary>
    public void Shut()
    {
        _listener?.Dispose();
        lock (_open)
        {
            _open.ForEach(one => one.Dispose());
            _open.Clear();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Shut();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync();
                var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await server.ConnectAsync(new UnixDomainSocketEndPoint(socket));
                lock (_open)
                    _open.AddRange([client, server]);
                _ = CopyAsync(client, server);
                _ = CopyAsync(server, client);
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // The proxy was shut.
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        try
        {
            await using var source = new NetworkStream(from);
            await using var target = new NetworkStream(to);
            await source.CopyToAsync(target);
        }
        catch (Exception over) when (over is IOException or ObjectDisposedException)
        {
            // One side closed the connection.
        }
        finally
        {
            from.Dispose();
            to.Dispose();
        }
    }
}
