using System.Management.Automation.Language;
using Imi.Testing;

namespace Imi.Web.Tests;

/// <summary>The two scripts of the project say the same.</summary>
public class ScriptTests
{
    [Fact]
    public void The_script_for_PowerShell_is_valid_and_has_the_verbs_of_the_other()
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
