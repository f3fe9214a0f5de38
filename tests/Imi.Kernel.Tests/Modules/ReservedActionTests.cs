using System.Reflection;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;

namespace Imi.Kernel.Tests.Modules;

/// <summary>No action of a procedure may have the name of one of the platform's own actions.</summary>
public sealed class ReservedActionTests
{
    [Fact]
    public void The_names_of_the_platforms_own_actions_are_reserved() =>
        Assert.Empty(
            typeof(KernelActions)
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Where(field => field.IsLiteral)
                .Select(field => (string)field.GetRawConstantValue()!)
                .Except(ReservedActions.All)
                .Except(["rectify"])
        );

    [Fact]
    public void A_timeline_entry_shows_whether_it_is_an_action_of_the_procedure()
    {
        Assert.Equal("handed-over", PolicyActions.NameOf(PolicyActions.Entry("handed-over")));
        Assert.NotEqual(KernelActions.HandedOver, PolicyActions.Entry("handed-over"));
        Assert.Equal("reply", PolicyActions.NameOf("reply"));
    }
}
