using System.CommandLine;
using Imi.Kernel.Definitions.Authoring;
using Imi.Kernel.Definitions.Modules;

namespace Imi.Cli;

/// <summary><c>imi module texts</c>.</summary>
internal static class ModuleTextsCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The module's folder, which contains module.yaml." };
        var add = new Option<bool>("--add-missing")
        {
            Description = "Adds the missing texts in English, each marked '# to be translated'; existing texts keep their order and comments.",
        };
        var command = new Command("texts", "Counts the texts missing in each language of a module, and adds them on request.") { folder, add };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(folder)!, parsed.GetValue(add), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string folder, bool adds, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            await Console.Error.WriteLineAsync($"There is no folder '{folder}'.");
            return ExitCodes.Usage;
        }

        var (files, unreadable) = ModuleFiles.OfFolder(folder);
        var (changed, problems) = unreadable.Count > 0 ? (new Dictionary<string, (string Content, int Added)>(), unreadable) : TextCompletion.Complete(files);
        if (problems.Count > 0)
        {
            Console.WriteLine(string.Join(Environment.NewLine, problems));
            return ExitCodes.Found;
        }

        foreach (var (path, (content, added)) in changed.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            Console.WriteLine(adds ? $"{path}: {added} text(s) added." : $"{path}: {added} text(s) missing.");
            if (!adds)
                continue;
            Directory.CreateDirectory(Path.Combine(folder, "texts"));
            await File.WriteAllTextAsync(Path.Combine(folder, path), content, cancellationToken);
        }

        if (changed.Count == 0)
            Console.WriteLine("No text is missing.");
        return changed.Count == 0 || adds ? ExitCodes.Done : ExitCodes.Found;
    }
}
