using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>A condition of the definition language. What it reads is given to <see cref="Holds"/>.</summary>
public abstract record Condition
{
    private Condition() { }

    /// <summary>Whether the condition holds for the given facts.</summary>
    public abstract bool Holds(IConditionContext facts);

    /// <summary>The answer to a field is, or is not, a value; of several answers, one of them.</summary>
    public sealed record AnswerIs(string Field, string Value, bool Negated) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(IConditionContext facts) => facts.AnswersTo(Field).Contains(Value) != Negated;
    }

    /// <summary>A field has an answer, or none.</summary>
    public sealed record Answered(string Field, bool Expected) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(IConditionContext facts) => facts.AnswersTo(Field).Any(text => text.Length > 0) == Expected;
    }

    /// <summary>A party's set-up has a setting.</summary>
    public sealed record SetUp(Party Party, string Setting) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(IConditionContext facts) => facts.HasSetting(Party, Setting);
    }

    /// <summary>
    /// Something is not done yet: a task of the procedure, <c>date-proposal</c>, <c>examination</c>, or one of the names below.
    /// </summary>
    public sealed record Pending(string Name) : Condition
    {
        /// <summary>The last day of the state has not passed.</summary>
        public const string Period = "period";

        /// <summary>A recipient of the broadcast has not answered.</summary>
        public const string Answers = "answers";

        /// <summary>A part that was split off is still open.</summary>
        public const string Parts = "parts";

        /// <summary>What can be pending in every procedure.</summary>
        public static IReadOnlyList<string> Known { get; } = [TaskDefinition.DateProposal, TaskDefinition.Examination, Period, Answers, Parts];

        /// <inheritdoc/>
        public override bool Holds(IConditionContext facts) => facts.IsPending(Name);
    }

    /// <summary>An action was taken before.</summary>
    public sealed record Done(string Action) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(IConditionContext facts) => facts.WasDone(Action);
    }

    /// <summary>All of the parts hold.</summary>
    public sealed record All(IReadOnlyList<Condition> Parts) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(IConditionContext facts) => Parts.All(part => part.Holds(facts));
    }

    /// <summary>One of the parts holds.</summary>
    public sealed record Any(IReadOnlyList<Condition> Parts) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(IConditionContext facts) => Parts.Any(part => part.Holds(facts));
    }

    /// <summary>The part does not hold.</summary>
    public sealed record Not(Condition Part) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(IConditionContext facts) => !Part.Holds(facts);
    }
}
