using System.Management.Automation.Language;
using Imi.Testing;

namespace Imi.Web.Tests;

/// <summary>Tests that the two build scripts offer the same commands.</summary>
public class ScriptTests
{
    [Fact]
    public void The_PowerShell_script_is_valid_and_has_the_commands_of_the_shell_script()
    {
        var script = Parser.ParseFile(PlatformProcess.Folder("build.ps1"), out _, out var errors);
        Assert.Empty(errors);

        var verbs = ((SwitchStatementAst)script.Find(node => node is SwitchStatementAst, searchNestedScriptBlocks: true)!).Clauses.Select(clause =>
            ((StringConstantExpressionAst)clause.Item1).Value
        );
        var others = File.ReadAllLines(PlatformProcess.Folder("build.sh"))
            .Select(line => line.Trim().Split(')')[0])
            .Where(word => word.Length > 0 && word.All(char.IsAsciiLetterLower) && word is not ("esac" or "fi"));
        Assert.Equal(others, verbs);
    }
}
