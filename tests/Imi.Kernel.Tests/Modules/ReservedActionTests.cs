using System.Reflection;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;

namespace Imi.Kernel.Tests.Modules;

/// <summary>What the platform does itself has names that no action of a procedure may have.</summary>
public sealed class ReservedActionTests
{
    [Fact]
    public void Each_of_the_platforms_own_names_is_reserved() =>
        Assert.Empty(
            typeof(KernelActions)
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Where(field => field.IsLiteral)
                .Select(field => (string)field.GetRawConstantValue()!)
                .Except(ReservedActions.All)
                .Except(["rectify"])
        );

    [Fact]
    public void An_entry_of_the_timeline_says_whether_it_is_an_action_of_the_procedure()
    {
        Assert.Equal("handed-over", PolicyActions.NameOf(PolicyActions.Entry("handed-over")));
        Assert.NotEqual(KernelActions.HandedOver, PolicyActions.Entry("handed-over"));
        Assert.Equal("reply", PolicyActions.NameOf("reply"));
    }
}
