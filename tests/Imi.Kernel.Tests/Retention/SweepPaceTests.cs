using Imi.Kernel.Features.Retention;
using Xunit;

namespace Imi.Kernel.Tests.Retention;

/// <summary>A sweep limits its transactions so that others can write within a second.</summary>
public class SweepPaceTests
{
    [Theory]
    [InlineData(500, 200, 1_000)]
    [InlineData(1_000, 700, 1_000)]
    [InlineData(1_000, 1_800, 500)]
    [InlineData(150, 5_000, 100)]
    [InlineData(8_000, 100, 10_000)]
    public void The_duration_of_a_transaction_determines_the_size_of_the_next(int last, int milliseconds, int next) =>
        Assert.Equal(next, ErasureStore.NextBatch(last, TimeSpan.FromMilliseconds(milliseconds)));
}
