using Imi.Kernel.Foundation.Persistence;

namespace Imi.Kernel.Tests.Persistence;

public sealed class OrderedIdTests
{
    [Fact]
    public void Ids_of_one_moment_keep_the_order_in_which_they_were_made()
    {
        var ids = Enumerable.Range(0, 20_000).Select(_ => OrderedId.Next(Given.Now)).ToList();
        Assert.Equal(ids, ids.Order());
        Assert.Equal(ids.Select(id => id.ToString()), ids.Select(id => id.ToString()).Order(StringComparer.Ordinal));
        Assert.All(ids, id => Assert.Equal((7, 8), (id.Version, id.Variant & 0xC)));
    }

    [Fact]
    public void Many_threads_never_get_the_same_and_a_clock_that_goes_back_changes_no_order()
    {
        var before = OrderedId.Next(Given.Now.AddYears(1));
        Assert.True(before.CompareTo(OrderedId.Next(Given.Now)) < 0);
        var ids = Enumerable.Range(0, 8).AsParallel().SelectMany(_ => Enumerable.Range(0, 5_000).Select(_ => OrderedId.Next(Given.Now))).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }
}
