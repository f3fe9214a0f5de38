using Imi.Kernel.Foundation.Persistence;

namespace Imi.Kernel.Tests.Persistence;

public sealed class OrderedIdTests
{
    [Fact]
    public void Ids_of_the_same_millisecond_keep_their_order()
    {
        var ids = Enumerable.Range(0, 20_000).Select(_ => OrderedId.Next(Given.Now)).ToList();
        Assert.Equal(ids, ids.Order());
        Assert.Equal(ids.Select(id => id.ToString()), ids.Select(id => id.ToString()).Order(StringComparer.Ordinal));
        Assert.All(ids, id => Assert.Equal((7, 8), (id.Version, id.Variant & 0xC)));
    }

    [Fact]
    public void Ids_are_unique_across_threads_and_ordered_when_the_clock_goes_back()
    {
        var before = OrderedId.Next(Given.Now.AddYears(1));
        Assert.True(before.CompareTo(OrderedId.Next(Given.Now)) < 0);
        var ids = Enumerable.Range(0, 8).AsParallel().SelectMany(_ => Enumerable.Range(0, 5_000).Select(_ => OrderedId.Next(Given.Now))).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }
}
