namespace Imi.Kernel.Features.ReplyTimes;

/// <summary>What is usual among numbers of days from receipt to answer.</summary>
/// <param name="Answers">The number of answers.</param>
/// <param name="Median">The median.</param>
/// <param name="Fast">The lower end of the range into which about eight of ten later answers fall.</param>
/// <param name="Slow">The upper end of the range.</param>
internal readonly record struct ReplyFigures(int Answers, int Median, int Fast, int Slow)
{
    /// <summary>
    /// Computes the figures. Of n answers in order, a later one lies before the i-th with the probability i / (n + 1), whatever their distribution is. The
    /// range is from a tenth to nine tenths, between two answers by the distance from both. Of fewer than nine answers it is from the first to the last:
    /// they do not reach that far.
    /// </summary>
    /// <param name="days">The numbers of days, at least one, in any order. They are sorted.</param>
    public static ReplyFigures Of(List<int> days)
    {
        days.Sort();
        return new ReplyFigures(days.Count, days[(days.Count - 1) / 2], At(days, 0.1), At(days, 0.9));
    }

    private static int At(List<int> days, double share)
    {
        var place = Math.Clamp(share * (days.Count + 1), 1, days.Count) - 1;
        var (before, after) = (days[(int)Math.Floor(place)], days[(int)Math.Ceiling(place)]);
        return (int)Math.Round(before + ((after - before) * (place - Math.Floor(place))));
    }
}
