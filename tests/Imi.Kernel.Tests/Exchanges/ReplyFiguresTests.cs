using Imi.Kernel.Features.ReplyTimes;
using Xunit.Abstractions;

namespace Imi.Kernel.Tests.Exchanges;

/// <summary>What is said about the usual reply time holds for later replies.</summary>
public sealed class ReplyFiguresTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(5, 1, 5)]
    [InlineData(9, 1, 9)]
    [InlineData(19, 2, 18)]
    [InlineData(99, 10, 90)]
    public void The_range_leaves_out_a_tenth_at_each_end_where_there_are_enough_answers(int answers, int fast, int slow)
    {
        var figures = ReplyFigures.Of([.. Enumerable.Range(1, answers).Reverse()]);
        Assert.Equal((answers, (answers + 1) / 2, fast, slow), (figures.Answers, figures.Median, figures.Fast, figures.Slow));
    }

    [Fact]
    public void On_generated_history_the_range_holds_for_75_to_85_of_100_later_replies()
    {
        var random = new Random(20261201);
        var (inside, later) = (0, 0);
        foreach (var kind in Enumerable.Range(0, 4))
        {
            var ofKind = (Inside: 0, Later: 0);
            for (var authority = 0; authority < 250; authority++)
            {
                var usual = 5 + random.Next(40);
                var answers = 5 + random.Next(60);
                var history = Enumerable.Range(0, answers + 20).Select(number => Days(random, kind, usual, number)).ToList();
                var figures = ReplyFigures.Of(history[..answers]);
                ofKind.Inside += history[answers..].Count(days => days >= figures.Fast && days <= figures.Slow);
                ofKind.Later += 20;
            }

            output.WriteLine($"Kind {kind}: {100.0 * ofKind.Inside / ofKind.Later:N1} of 100 later replies are in the range");
            (inside, later) = (inside + ofKind.Inside, later + ofKind.Later);
        }

        var share = 100.0 * inside / later;
        output.WriteLine($"All kinds: {share:N1} of 100");
        Assert.InRange(share, 75, 85);
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
