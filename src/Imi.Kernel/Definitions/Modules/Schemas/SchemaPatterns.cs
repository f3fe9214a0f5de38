using System.Text.RegularExpressions;

namespace Imi.Kernel.Definitions.Modules.Schemas;

/// <summary>
/// The patterns of single values. They are compiled with the program: modules load at each start, and interpreting them would take 30 ms of it.
/// </summary>
internal static partial class SchemaPatterns
{
    public const string Name = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$";
    public const string FieldName = "^[a-z][a-zA-Z0-9]*$";
    public const string Code = "^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$";
    public const string Period = @"^(P(?=\d)(\d{1,4}Y)?(\d{1,4}M)?(\d{1,4}W)?(\d{1,4}D)?|\d{1,3} working days)$";
    public const string CalendarPeriod = @"^P(?=\d)(\d{1,4}Y)?(\d{1,4}M)?(\d{1,4}W)?(\d{1,4}D)?$";
    public const string Day = @"^\d{4}-\d{2}-\d{2}$";
    public const string DayReference = @"^[a-z][a-zA-Z0-9]*( [+-] P(?=\d)(\d{1,4}Y)?(\d{1,4}M)?(\d{1,4}W)?(\d{1,4}D)?)?$";
    public const string AskedField = @"^[a-z][a-z0-9]*(-[a-z0-9]+)*\.[a-z][a-zA-Z0-9]*$";
    public const string WebAddress = "^https://";
    public const string ModuleProcedure = "^[^/]+/[^/]+$";

    private const int Longest = 1000;

    private static readonly Dictionary<string, Regex> Compiled = new(StringComparer.Ordinal)
    {
        [Name] = NameRegex(),
        [FieldName] = FieldNameRegex(),
        [Code] = CodeRegex(),
        [Period] = PeriodRegex(),
        [CalendarPeriod] = CalendarPeriodRegex(),
        [Day] = DayRegex(),
        [DayReference] = DayReferenceRegex(),
        [AskedField] = AskedFieldRegex(),
        [WebAddress] = WebAddressRegex(),
        [ModuleProcedure] = ModuleProcedureRegex(),
    };

    /// <summary>Whether a text has a pattern of this class.</summary>
    public static bool IsMatch(string text, string pattern) => Compiled[pattern].IsMatch(text);

    [GeneratedRegex(Name, RegexOptions.ExplicitCapture, Longest)]
    private static partial Regex NameRegex();

    [GeneratedRegex(FieldName, RegexOptions.ExplicitCapture, Longest)]
    private static partial Regex FieldNameRegex();

    [GeneratedRegex(Code, RegexOptions.ExplicitCapture, Longest)]
    private static partial Regex CodeRegex();

    [GeneratedRegex(Period, RegexOptions.ExplicitCapture, Longest)]
    private static partial Regex PeriodRegex();

    [GeneratedRegex(CalendarPeriod, RegexOptions.ExplicitCapture, Longest)]
    private static partial Regex CalendarPeriodRegex();

    [GeneratedRegex(Day, RegexOptions.ExplicitCapture, Longest)]
    private static partial Regex DayRegex();

    [GeneratedRegex(DayReference, RegexOptions.ExplicitCapture, Longest)]
    private static partial Regex DayReferenceRegex();

    [GeneratedRegex(AskedField, RegexOptions.ExplicitCapture, Longest)]
    private static partial Regex AskedFieldRegex();

    [GeneratedRegex(WebAddress, RegexOptions.ExplicitCapture, Longest)]
    private static partial Regex WebAddressRegex();

    [GeneratedRegex(ModuleProcedure, RegexOptions.ExplicitCapture, Longest)]
    private static partial Regex ModuleProcedureRegex();
}
