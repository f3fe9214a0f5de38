using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>A condition of the definition language, evaluated against an <see cref="IConditionContext"/>.</summary>
public abstract record Condition
{
    private Condition() { }

    /// <summary>Evaluates the condition against the given facts.</summary>
    public abstract bool Holds(IConditionContext facts);

    /// <summary>Holds if one of a field's answers equals a value; if negated, holds if none does, also without an answer.</summary>
    public sealed record AnswerIs(string Field, string Value, bool Negated) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(IConditionContext facts) => facts.AnswersTo(Field).Contains(Value) != Negated;
    }

    /// <summary>Holds if a field has an answer, or if it has none.</summary>
    public sealed record Answered(string Field, bool Expected) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(IConditionContext facts) => facts.AnswersTo(Field).Any(text => text.Length > 0) == Expected;
    }

    /// <summary>Holds if the answer to a date field is before (or after) a day. Does not hold while either is unknown.</summary>
    public sealed record Compared(string Field, bool IsBefore, DayReference Day) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(IConditionContext facts)
        {
            if (DayReference.Parsed(facts.AnswersTo(Field)) is not { } answer || Day.In(facts) is not { } day)
                return false;
            return IsBefore ? answer < day : answer > day;
        }
    }

    /// <summary>
    /// Holds if the country of the sender (or the recipient) is among the answers to a country field; if negated, holds if it is not. Does not hold while there
    /// is no answer or no such party.
    /// </summary>
    public sealed record CountryIs(string Field, Party Party, bool Negated) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(IConditionContext facts) =>
            facts.CountryOf(Party) is { } country && facts.AnswersTo(Field) is { Count: > 0 } answers && answers.Contains(country) != Negated;
    }

    /// <summary>Holds if the sender (or the recipient) is the European Commission. Does not hold while there is no such party.</summary>
    public sealed record IsCommission(Party Party) : Condition
    {
        private const string Union = "EU";

        /// <inheritdoc/>
        public override bool Holds(IConditionContext facts) => facts.CountryOf(Party) == Union;
    }

    /// <summary>Holds if a party's mandate has a coordinator and a setting, such as <c>approves-requests</c>.</summary>
    public sealed record SetUp(Party Party, string Setting) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(IConditionContext facts) => facts.HasSetting(Party, Setting);
    }

    /// <summary>Holds while something is not done yet: a task of the procedure, or one of <see cref="Known"/>.</summary>
    public sealed record Pending(string Name) : Condition
    {
        /// <summary>The due date of the state has not passed.</summary>
        public const string Period = "period";

        /// <summary>At least one recipient of the broadcast has not answered.</summary>
        public const string Answers = "answers";

        /// <summary>At least one exchange that was split off is still open.</summary>
        public const string Parts = "parts";

        /// <summary>What can be pending in any procedure.</summary>
        public static IReadOnlyList<string> Known { get; } = [TaskDefinition.DateProposal, TaskDefinition.Examination, Period, Answers, Parts];

        /// <inheritdoc/>
        public override bool Holds(IConditionContext facts) => facts.IsPending(Name);
    }

    /// <summary>Holds if an action was taken before.</summary>
    public sealed record Done(string Action) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(IConditionContext facts) => facts.WasDone(Action);
    }

    /// <summary>Holds if all parts hold.</summary>
    public sealed record All(IReadOnlyList<Condition> Parts) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(IConditionContext facts) => Parts.All(part => part.Holds(facts));
    }

    /// <summary>Holds if at least one part holds.</summary>
    public sealed record Any(IReadOnlyList<Condition> Parts) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(IConditionContext facts) => Parts.Any(part => part.Holds(facts));
    }

    /// <summary>Holds if the part does not hold.</summary>
    public sealed record Not(Condition Part) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(IConditionContext facts) => !Part.Holds(facts);
    }
}
