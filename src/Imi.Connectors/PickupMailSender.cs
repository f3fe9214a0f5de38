using Imi.Kernel.Notices;

namespace Imi.Connectors;

/// <summary>Lays e-mails into a folder, one file each, whole or not at all.</summary>
internal sealed class PickupMailSender(MailSettings settings, TimeProvider time) : IMailSender
{
    public async Task SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(settings.PickupDirectory);
        var path = Path.Combine(settings.PickupDirectory, $"{mail.Reference}.eml");
        var unfinished = $"{path}.part";
        await using (var file = File.Create(unfinished))
        {
            await MailMessages.Of(mail, settings, time.GetUtcNow()).WriteToAsync(file, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }
}
