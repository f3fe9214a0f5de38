using System.CommandLine;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Microsoft.Extensions.Logging.Abstractions;

namespace Imi.Cli;

/// <summary><c>imi access</c>.</summary>
internal static class AccessCommand
{
    public static Command Create()
    {
        var language = new Option<string>("--language")
        {
            Description = "The language of the output.",
            DefaultValueFactory = _ => "en",
            HelpName = "LANGUAGE",
        };
        language.AcceptOnlyFromAmong([.. Languages.Interface]);
        var matrix = new Command("matrix", "Prints the access matrix as Markdown: the rules that the platform enforces.") { language };
        matrix.SetAction(parsed =>
        {
            Print(new PlatformTexts(NullLogger<PlatformTexts>.Instance), parsed.GetValue(language)!);
            return ExitCodes.Done;
        });
        return new Command("access", "Shows who may do what.") { matrix };
    }

    private static void Print(PlatformTexts texts, string language)
    {
        string Text(string key) => texts.Get($"access.matrix.{key}", language);
        Console.WriteLine($"# {Text("title")}");
        Console.WriteLine();
        Console.WriteLine(Text("intro"));
        Console.WriteLine();
        Console.WriteLine(Text("also"));
        Console.WriteLine();
        Console.WriteLine($"| {Text("columns.permission")} | {Text("columns.role")} | {Text("columns.scope")} |");
        Console.WriteLine("|---|---|---|");
        foreach (var rule in AccessMatrix.Rules)
        {
            var roles = rule.Roles.Select(role => texts.Get($"roles.{Key(role)}", language));
            Console.WriteLine($"| {Text($"permissions.{Key(rule.Permission)}")} | {string.Join(", ", roles)} | {Text($"scopes.{Key(rule.Scope)}")} |");
        }
    }

    private static string Key<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
