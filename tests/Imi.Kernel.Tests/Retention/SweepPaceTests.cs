using Imi.Kernel.Features.Retention;
using Xunit;

namespace Imi.Kernel.Tests.Retention;

/// <summary>A sweep takes as many exchanges at once as let others write within a second.</summary>
public class SweepPaceTests
{
    [Theory]
    [InlineData(500, 200, 1_000)]
    [InlineData(1_000, 700, 1_000)]
    [InlineData(1_000, 1_800, 500)]
    [InlineData(150, 5_000, 100)]
    [InlineData(8_000, 100, 10_000)]
    public void The_next_transaction_follows_from_how_long_the_last_one_took(int last, int milliseconds, int next) =>
        Assert.Equal(next, ErasureStore.NextBatch(last, TimeSpan.FromMilliseconds(milliseconds)));
}
