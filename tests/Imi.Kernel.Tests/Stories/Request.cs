using Imi.Kernel.Exchanges;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Tests.Stories;

/// <summary>What officers of a story write into the forms of <c>lost-property</c>.</summary>
internal static class Request
{
    public const string Owner = "Eleni Papadopoulou";
    public const string WantedBy = "2026-04-01";

    /// <summary>A request with all that it needs and two items.</summary>
    public static Answers Complete { get; } =
        Form(("owner", Owner), ("transport", "train"), ("replyBy", WantedBy))
            .With("insurance", "Policy 4711")
            .With("items", [Form(("item", "Umbrella"), ("engraving", "E.P.")), Form(("item", "Violin"))]);

    /// <summary>Answers of one text each.</summary>
    public static Answers Form(params (string Field, string Text)[] answers) =>
        answers.Aggregate(Answers.None, (form, answer) => form.With(answer.Field, answer.Text));

    public static Answers ReplyBy(string date) => Form(("replyBy", date));

    public static Answers To(Office office) => Form(("authority", office.Id.ToString()));

    public static Answers Question(string replyBy) => Form(("question", "Which platform?"), ("replyBy", replyBy));

    public static Answers Warning(string warned, params string[] also) =>
        Form(("owner", Owner), ("item", "Violin"), ("warned", warned), ("commentsUntil", "2026-03-31")).With("alsoWarned", also);

    public static Answers Comment { get; } = Form(("comment", "Nothing found yet."));

    public static Answers Found { get; } = Form(("found", "yes"), ("place", "Carriage 7"));
}

/// <summary>What tests ask of an outcome; where it is another, they show it.</summary>
internal static class Outcomes
{
    /// <summary>The result of what must have been done.</summary>
    public static T Result<T>(this Outcome<T> outcome)
    {
        Assert.True(outcome.IsDone, $"{outcome.Kind}: {string.Join(", ", Keys(outcome).Concat(outcome.Meanwhile.Select(entry => entry.Action)))}");
        return outcome.Value!;
    }

    /// <summary>It was refused for these reasons, by their texts' keys.</summary>
    public static void IsRefused<T>(this Outcome<T> outcome, params string[] keys)
    {
        Assert.Equal(OutcomeKind.Refused, outcome.Kind);
        Assert.Equal(keys, Keys(outcome));
    }

    /// <summary>It was forbidden to this person for these reasons, by their texts' keys.</summary>
    public static void IsForbidden<T>(this Outcome<T> outcome, params string[] keys)
    {
        Assert.Equal(OutcomeKind.Forbidden, outcome.Kind);
        Assert.Equal(keys, Keys(outcome));
    }

    /// <summary>It was invalid for these mistakes: <c>FIELD KEY</c>.</summary>
    public static void IsInvalid<T>(this Outcome<T> outcome, params string[] errors)
    {
        Assert.Equal(OutcomeKind.Invalid, outcome.Kind);
        Assert.Equal(errors, Keys(outcome));
    }

    /// <summary>There is no such thing, or none to be seen.</summary>
    public static void IsNotFound<T>(this Outcome<T> outcome) => Assert.Equal(OutcomeKind.NotFound, outcome.Kind);

    private static IEnumerable<string> Keys<T>(Outcome<T> outcome) =>
        outcome.Reasons.Select(reason => reason.Key).Concat(outcome.Errors.Select(error => $"{error.Field} {error.MessageKey}"));
}
