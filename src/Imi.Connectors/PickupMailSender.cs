using Imi.Kernel.Foundation.Outbox;

namespace Imi.Connectors;

/// <summary>Writes each e-mail atomically to a file in a folder.</summary>
internal sealed class PickupMailSender(MailSettings settings, TimeProvider time) : IMailSender, IMailConnection
{
    public Task<IMailConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(settings.PickupDirectory);
            return Task.FromResult<IMailConnection>(this);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new MailFaultException(new MailFault(MailFaultKind.Server, null, MailPhase.Connect), refused);
        }
    }

    public async Task SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        var message = MailMessages.Of(mail, settings, time.GetUtcNow());
        var path = Path.Combine(settings.PickupDirectory, $"{mail.Reference}.eml");
        var unfinished = $"{path}.part";
        try
        {
            await using (var file = File.Create(unfinished))
            {
                await message.WriteToAsync(file, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new MailFaultException(new MailFault(MailFaultKind.Server, null, MailPhase.Connect), refused);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
