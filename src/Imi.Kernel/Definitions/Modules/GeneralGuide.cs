namespace Imi.Kernel.Definitions.Modules;

/// <summary>
/// What every administrative cooperation asks first, whatever the policy area: modules answer it in their own words. A case
/// abroad is told apart by what it is about (<c>matter</c>), a rule by what it is about (<c>rule-on</c>).
/// </summary>
public static class GeneralGuide
{
    /// <summary>The name by which <see cref="GuideOutcome.Fills"/> speaks of the other side's country, which the guide asks at its end.</summary>
    public const string Country = "country";

    private static readonly GuideQuestion[] First =
    [
        new("scope", ["case", "rule"]),
        new("where", ["another-country", "own-country", "third-country"]),
        new("matter", []),
        new("rule-on", []),
        new("need", ["information", "measures", "own-measures", "warn"]),
    ];

    private static readonly GuideQuestion[] Last = [new("prior-request", ["no", "refused", "inadequate", "unanswered"]), new("urgent", ["yes", "no"])];

    /// <summary>What must be answered before a question makes sense.</summary>
    private static readonly Dictionary<string, (string Question, string Answer)[]> Before = new(StringComparer.Ordinal)
    {
        ["matter"] = [("scope", "case"), ("where", "another-country")],
        ["rule-on"] = [("scope", "rule")],
    };

    /// <summary>The platform's questions with the answers that it has itself.</summary>
    public static IReadOnlyList<GuideQuestion> Questions { get; } = [.. First, .. Last];

    /// <summary>What concerns no other Member State ends before any policy area is asked.</summary>
    public static Guide Part { get; } = new(Questions, [Outcome("national", "own-country"), Outcome("third-country", "third-country")]);

    /// <summary>The question of that name; null where the platform asks none.</summary>
    public static GuideQuestion? Question(string name) => Questions.FirstOrDefault(question => question.Name == name);

    /// <summary>All questions in the order in which they are asked: the modules' own stand after those that tell areas apart.</summary>
    internal static IReadOnlyList<string> InOrder(IEnumerable<Guide> parts) =>
        [
            .. First
                .Select(question => question.Name)
                .Concat(parts.SelectMany(part => part.Questions).Select(question => question.Name).Where(name => Last.All(last => last.Name != name)))
                .Concat(Last.Select(question => question.Name))
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>A set of answers with what they presuppose.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> WithBefore(IReadOnlyDictionary<string, IReadOnlyList<string>> when)
    {
        var all = when.ToDictionary(StringComparer.Ordinal);
        foreach (var (question, answer) in when.Keys.SelectMany(name => Before.GetValueOrDefault(name, [])))
            all.TryAdd(question, [answer]);
        return all;
    }

    private static GuideOutcome Outcome(string name, string where) =>
        new() { Name = name, When = [new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["scope"] = ["case"], ["where"] = [where] }] };
}
