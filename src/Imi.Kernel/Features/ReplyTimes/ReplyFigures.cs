namespace Imi.Kernel.Features.ReplyTimes;

/// <summary>What is usual among numbers of days from sending to answer.</summary>
/// <param name="Answers">The number of answers.</param>
/// <param name="Median">The median.</param>
/// <param name="Fast">The lower end of the range into which about eight of ten later answers fall.</param>
/// <param name="Slow">The upper end of the range.</param>
internal readonly record struct ReplyFigures(int Answers, int Median, int Fast, int Slow)
{
    /// <summary>
    /// Computes the figures. Of n answers in order, a later one lies between the i-th and the j-th with the probability (j - i) / (n + 1), whatever their
    /// distribution is; i and j are the tenth part of n + 1 from both ends, or the first and the last of few answers.
    /// </summary>
    /// <param name="days">The numbers of days, at least one, in any order. They are sorted.</param>
    public static ReplyFigures Of(List<int> days)
    {
        days.Sort();
        var tenth = Math.Max(1, (days.Count + 1) / 10);
        return new ReplyFigures(days.Count, days[(days.Count - 1) / 2], days[tenth - 1], days[^tenth]);
    }
}
