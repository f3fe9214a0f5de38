namespace Imi.Kernel.Foundation.Outbox;

/// <summary>The connections of one sending run. Each is opened on first use and kept open until the run ends.</summary>
internal sealed class MailLines(IMailSender sender, int count) : IAsyncDisposable
{
    private readonly IMailConnection?[] _open = new IMailConnection?[count];

    public bool IsOpen(int line) => _open[line] is not null;

    public async Task<IMailConnection> OpenAsync(int line, CancellationToken cancellationToken) => _open[line] ??= await sender.OpenAsync(cancellationToken);

    internal async Task CloseAsync(int line)
    {
        if (_open[line] is { } connection)
            await connection.DisposeAsync();
        _open[line] = null;
    }

    public async ValueTask DisposeAsync()
    {
        for (var line = 0; line < count; line++)
            await CloseAsync(line);
    }
}
