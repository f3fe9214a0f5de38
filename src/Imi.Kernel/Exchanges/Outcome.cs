using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Access;

namespace Imi.Kernel.Exchanges;

/// <summary>What came of something that a person asked a desk to do. A refusal is a value, not an exception.</summary>
/// <typeparam name="T">What is returned when it was done.</typeparam>
public sealed record Outcome<T>
{
    private Outcome(OutcomeKind kind) => Kind = kind;

    /// <summary>What came of it.</summary>
    public OutcomeKind Kind { get; }

    /// <summary>The result; only when it was done.</summary>
    public T? Value { get; private init; }

    /// <summary>Why not, when it was forbidden or refused: platform texts' keys, or a module's below its <c>rules</c>.</summary>
    public IReadOnlyList<AccessReason> Reasons { get; private init; } = [];

    /// <summary>What is wrong with the answers, when they are invalid.</summary>
    public IReadOnlyList<FieldError> Errors { get; private init; } = [];

    /// <summary>What happened meanwhile, when somebody else acted: newest last.</summary>
    public IReadOnlyList<TimelineEntry> Meanwhile { get; private init; } = [];

    /// <summary>Whether it was done.</summary>
    public bool IsDone => Kind == OutcomeKind.Done;

    /// <summary>It was done.</summary>
    public static Outcome<T> Done(T value) => new(OutcomeKind.Done) { Value = value };

    /// <summary>There is no such thing, or none that this person may see.</summary>
    public static Outcome<T> NotFound { get; } = new(OutcomeKind.NotFound);

    /// <summary>This person may not do it.</summary>
    public static Outcome<T> Forbidden(IReadOnlyList<AccessReason> reasons) => new(OutcomeKind.Forbidden) { Reasons = reasons };

    /// <summary>It cannot be done in this state, or a rule of the module is against it.</summary>
    public static Outcome<T> Refused(params IReadOnlyList<AccessReason> reasons) => new(OutcomeKind.Refused) { Reasons = reasons };

    /// <summary>The answers are incomplete or wrong.</summary>
    public static Outcome<T> Invalid(params IReadOnlyList<FieldError> errors) => new(OutcomeKind.Invalid) { Errors = errors };

    /// <summary>Somebody else acted meanwhile.</summary>
    public static Outcome<T> Conflict(IReadOnlyList<TimelineEntry> meanwhile) => new(OutcomeKind.Conflict) { Meanwhile = meanwhile };

    /// <summary>The same for another type of result; not for something done.</summary>
    public Outcome<TOther> As<TOther>() =>
        Kind switch
        {
            OutcomeKind.NotFound => Outcome<TOther>.NotFound,
            OutcomeKind.Forbidden => Outcome<TOther>.Forbidden(Reasons),
            OutcomeKind.Refused => Outcome<TOther>.Refused(Reasons),
            OutcomeKind.Invalid => Outcome<TOther>.Invalid(Errors),
            OutcomeKind.Conflict => Outcome<TOther>.Conflict(Meanwhile),
            _ => throw new InvalidOperationException("Something done has its own result."),
        };
}
