using System.Text.RegularExpressions;
using Imi.Kernel.Definitions.Authoring;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;
using Imi.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Imi.Kernel.Tests.Authoring;

/// <summary>A workflow is shown in the reader's language, not in terms of the definition language.</summary>
public sealed partial class WorkflowChartTests
{
    [Theory]
    [InlineData("ECommerce")]
    [InlineData("Cpc")]
    [InlineData("ServicesDirective")]
    public void A_chart_describes_conditions_and_periods_in_words(string folder)
    {
        var module = DefinitionReader.ReadFolder(PlatformProcess.Folder("modules", folder)).Module!;
        var words = new DefinitionWords(new PlatformTexts(NullLogger<PlatformTexts>.Instance));
        foreach (var procedure in module.Procedures)
        {
            foreach (var language in Languages.Interface)
            {
                var chart = WorkflowChart.Of(module, procedure, words, language);
                foreach (var (state, shown) in procedure.States.Zip(chart.States))
                {
                    Assert.Equal((state.Due is null, state.RemindAfter is null), (shown.Due.Length == 0, shown.RemindAfter.Length == 0));
                    foreach (var step in shown.Steps)
                    {
                        Assert.Equal(procedure.Action(step.Name)!.When is null, step.Condition.Length == 0);
                        Assert.DoesNotMatch(Code(), step.Condition);
                    }
                }
            }
        }
    }

    /// <summary>Terms of the definition language, such as <c>replyBy</c>, <c>sender.handler</c> and <c>approves-requests</c>.</summary>
    [GeneratedRegex(@"\b[a-z]+[A-Z][a-z]+\b|\b[a-z]+\.[a-z]+\b|\b(approves-requests|approves-replies|takes-referrals)\b", RegexOptions.None, 1000)]
    private static partial Regex Code();
}
