using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Answers to the forms of <c>lost-property</c>.</summary>
internal static class Request
{
    public const string Owner = "Eleni Papadopoulou";
    public const string WantedBy = "2026-04-01";

    /// <summary>A complete request with two items.</summary>
    public static Answers Complete { get; } =
        Form(("owner", Owner), ("transport", "train"), ("replyBy", WantedBy))
            .With("insurance", "Policy 4711")
            .With("items", [Form(("item", "Umbrella"), ("engraving", "E.P.")), Form(("item", "Violin"))]);

    /// <summary>Creates answers with one text each.</summary>
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

/// <summary>Assertions on an outcome that show it on failure.</summary>
internal static class Outcomes
{
    /// <summary>Asserts success and returns the result.</summary>
    public static T Result<T>(this Outcome<T> outcome)
    {
        Assert.True(outcome.IsDone, $"{outcome.Kind}: {string.Join(", ", Keys(outcome).Concat(outcome.Meanwhile.Select(entry => entry.Action)))}");
        return outcome.Value!;
    }

    /// <summary>Asserts that the operation succeeded.</summary>
    public static void AssertDone(this Outcome outcome) => Assert.True(outcome.IsDone, $"{outcome.Kind}: {string.Join(", ", Keys(outcome))}");

    /// <summary>Asserts a refusal for exactly these reasons, given as text keys.</summary>
    public static void AssertRefused(this Outcome outcome, params string[] keys)
    {
        Assert.Equal(OutcomeKind.Refused, outcome.Kind);
        Assert.Equal(keys, Keys(outcome));
    }

    /// <summary>Asserts that the action is forbidden to the person for exactly these reasons, given as text keys.</summary>
    public static void AssertForbidden(this Outcome outcome, params string[] keys)
    {
        Assert.Equal(OutcomeKind.Forbidden, outcome.Kind);
        Assert.Equal(keys, Keys(outcome));
    }

    /// <summary>Asserts exactly these validation errors, each given as <c>FIELD KEY</c>.</summary>
    public static void AssertInvalid(this Outcome outcome, params string[] errors)
    {
        Assert.Equal(OutcomeKind.Invalid, outcome.Kind);
        Assert.Equal(errors, Keys(outcome));
    }

    /// <summary>Asserts that the object does not exist or is invisible to the person.</summary>
    public static void AssertNotFound(this Outcome outcome) => Assert.Equal(OutcomeKind.NotFound, outcome.Kind);

    private static IEnumerable<string> Keys(Outcome outcome) =>
        outcome.Reasons.Select(reason => reason.Key).Concat(outcome.Errors.Select(error => $"{error.Field} {error.MessageKey}"));
}
