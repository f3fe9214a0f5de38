namespace Imi.Kernel.Definitions.Modules;

/// <summary>
/// The platform's own questions of the guide, common to all policy areas; modules add their answers. The subject of a case is asked by <c>matter</c>, the
/// fields that an act excludes by <c>exclusion</c>, and the subject of a rule by <c>rule-on</c>.
/// </summary>
public static class GeneralGuide
{
    /// <summary>The name under which <see cref="GuideOutcome.Fills"/> refers to the counterpart's country, which the guide asks for at its end.</summary>
    public const string Country = "country";

    private const string HarmingOthers = "own-country-harming-others";
    private const string ThirdCountry = "third-country";

    private static readonly GuideQuestion[] First =
    [
        new("scope", ["case", "rule"]),
        new("where", ["another-country", "own-country", HarmingOthers, ThirdCountry]),
        new("matter", []),
        new("rule-on", []),
        new("exclusion", []),
        new("need", ["information", "measures", "own-measures", "proceedings", "warn"]),
    ];

    private static readonly GuideQuestion[] Last = [new("prior-request", ["no", "refused", "inadequate", "unanswered"]), new("urgent", ["yes", "no"])];

    /// <summary>The answers that a question presupposes.</summary>
    private static readonly Dictionary<string, (string Question, string Answer)[]> Before = new(StringComparer.Ordinal)
    {
        ["matter"] = [("scope", "case"), ("where", "another-country")],
        ["rule-on"] = [("scope", "rule")],
    };

    /// <summary>The platform's questions with the platform's own answers.</summary>
    public static IReadOnlyList<GuideQuestion> Questions { get; } = [.. First, .. Last];

    /// <summary>
    /// The platform's part of the guide: a case that concerns no other Member State ends before any policy area is asked about. Of the others, see
    /// <see cref="IsFallback"/>.
    /// </summary>
    public static Guide Part { get; } =
        new(Questions, [Outcome("national", "own-country"), Outcome("own-supervision", HarmingOthers), Outcome(ThirdCountry, ThirdCountry)]);

    /// <summary>Returns a question of the platform; null if it has none of that name.</summary>
    public static GuideQuestion? Question(string name) => Questions.FirstOrDefault(question => question.Name == name);

    /// <summary>Whether an outcome of the platform stands only where no module has an outcome for the same answers.</summary>
    public static bool IsFallback(GuideOutcome outcome) => outcome.Name != "national";

    /// <summary>Returns all questions in the order of asking; the modules' own come after those that distinguish policy areas.</summary>
    internal static IReadOnlyList<string> InOrder(IEnumerable<Guide> parts) =>
        [
            .. First
                .Select(question => question.Name)
                .Concat(parts.SelectMany(part => part.Questions).Select(question => question.Name).Where(name => Last.All(last => last.Name != name)))
                .Concat(Last.Select(question => question.Name))
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>Adds to a set of answers those that they presuppose.</summary>
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
