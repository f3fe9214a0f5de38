using Imi.Kernel.Features.ReplyTimes;
using Xunit.Abstractions;

namespace Imi.Kernel.Tests.Exchanges;

/// <summary>What is said about the usual reply time holds for later replies.</summary>
public sealed class ReplyFiguresTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(5, 1, 5)]
    [InlineData(9, 1, 9)]
    [InlineData(14, 2, 14)]
    [InlineData(19, 2, 18)]
    [InlineData(99, 10, 90)]
    public void The_range_leaves_out_a_tenth_at_each_end_where_there_are_enough_answers(int answers, int fast, int slow)
    {
        var figures = ReplyFigures.Of([.. Enumerable.Range(1, answers).Reverse()]);
        Assert.Equal((answers, (answers + 1) / 2, fast, slow), (figures.Answers, figures.Median, figures.Fast, figures.Slow));
    }

    [Theory]
    [InlineData(9, 18)]
    [InlineData(19, 40)]
    [InlineData(41, 64)]
    public void On_generated_history_the_range_holds_for_75_to_85_of_100_later_replies(int fewest, int most)
    {
        foreach (var seed in Enumerable.Range(1, 10))
            Assert.InRange(Share(new Random(seed), fewest, most), 75, 85);
        output.WriteLine($"{fewest} to {most} earlier replies: {Enumerable.Range(1, 10).Average(seed => Share(new Random(seed), fewest, most)):N1} of 100");
    }

    [Fact]
    public void Few_replies_give_a_narrower_range()
    {
        var share = Enumerable.Range(1, 10).Average(seed => Share(new Random(seed), 5, 8));
        output.WriteLine($"5 to 8 earlier replies: {share:N1} of 100");
        Assert.InRange(share, 70, 80);
    }

    /// <summary>How many of 100 later replies fall into the range that earlier ones give, on authorities of four kinds.</summary>
    private static double Share(Random random, int fewest, int most)
    {
        var (inside, later) = (0, 0);
        for (var authority = 0; authority < 1_000; authority++)
        {
            var (kind, usual, answers) = (authority % 4, 5 + random.Next(40), random.Next(fewest, most + 1));
            var history = Enumerable.Range(0, answers + 20).Select(number => Days(random, kind, usual, number)).ToList();
            var figures = ReplyFigures.Of(history[..answers]);
            inside += history[answers..].Count(days => days >= figures.Fast && days <= figures.Slow);
            later += 20;
        }

        return 100.0 * inside / later;
    }

    /// <summary>Generates a reply time: of a steady authority, of one with some very late replies, of one with easy and hard cases, or of one that slows down.</summary>
    private static int Days(Random random, int kind, int usual, int number)
    {
        var factor = Math.Exp(Normal(random) * 0.4);
        return (int)
            Math.Round(
                kind switch
                {
                    0 => usual + (Normal(random) * usual / 4),
                    1 => usual * Math.Exp(Normal(random) * 0.7),
                    2 => (random.Next(3) == 0 ? 3 * usual : usual) * factor,
                    _ => usual * factor * (1 + (number / 200.0)),
                }
            );
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
