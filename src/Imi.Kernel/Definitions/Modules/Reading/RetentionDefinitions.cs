using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Definitions.Modules.Reading;

/// <summary>Reads the retention periods of a module, and checks them against the legal limits.</summary>
internal static class RetentionDefinitions
{
    private const string Law = "Regulation (EU) No 1024/2012";
    private static readonly Period GeneralBlock = new(0, 6, 0);
    private static readonly Period LongestBlock = new(0, 18, 0);
    private static readonly Period GeneralDelete = new(3, 0, 0);

    /// <summary>Reads <c>retention</c>.</summary>
    public static RetentionPeriods Read(DefinitionNode node)
    {
        var (block, delete) = (PeriodOf(node, "block"), PeriodOf(node, "delete"));
        var longerBy = node.Find("longerBy") is { } basis ? LegalBasisDefinitions.Read(basis) : null;
        if (IsLonger(block, LongestBlock))
            node.Find("block")!.Wrong($"Blocking must be at most 18 months after formal closure ({Law}, Article 14(1)).");
        else if (longerBy is null && IsLonger(block, GeneralBlock))
            node.Find("block")!
                .Wrong(
                    "Blocking later than 6 months after formal closure needs the act that provides "
                        + $"for it: add longerBy: {{ act, celex, provision }} ({Law}, Article 14(1))."
                );
        if (longerBy is null && IsLonger(delete, GeneralDelete))
            node.Find("delete")!
                .Wrong(
                    "Deletion later than 3 years after formal closure needs the act that provides "
                        + $"for it: add longerBy: {{ act, celex, provision }} ({Law}, Article 14(4))."
                );
        if (longerBy is not null && !IsLonger(block, GeneralBlock) && !IsLonger(delete, GeneralDelete))
            node.Find("longerBy")!.Wrong($"An act is named, but neither period is longer than {Law}, Article 14, allows without one.");
        if (delete != default && IsLonger(block, delete))
            node.Find("delete")!.Wrong("Deletion cannot come before blocking.");
        return new RetentionPeriods(block, delete, longerBy, node.Has("open") && PeriodOf(node, "open") is var open && open != default ? open : null);
    }

    private static Period PeriodOf(DefinitionNode node, string word)
    {
        if (node.Period(word) is not { } period)
            return default;
        if (period.WorkingDays == 0)
            return period;
        node.Find(word)!.Wrong("Personal data are kept for years, months or days, not for working days.");
        return default;
    }

    /// <summary>Whether a period can be longer than another for some start date: 183 days can be longer than 6 months.</summary>
    private static bool IsLonger(Period period, Period other) =>
        Enumerable.Range(0, 48).Select(month => new DateOnly(2024, 1, 1).AddMonths(month)).Any(day => EndOf(day, period) > EndOf(day, other));

    private static DateOnly EndOf(DateOnly day, Period period) => day.AddYears(period.Years).AddMonths(period.Months).AddDays(period.Days);
}
