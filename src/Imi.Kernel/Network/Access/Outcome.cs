using Imi.Kernel.Definitions.Forms;

namespace Imi.Kernel.Network.Access;

/// <summary>The outcome of an operation. A refusal is a value, not an exception.</summary>
public record Outcome
{
    /// <summary>Creates an outcome.</summary>
    /// <param name="kind">The kind.</param>
    private protected Outcome(OutcomeKind kind) => Kind = kind;

    /// <summary>The kind of the outcome.</summary>
    public OutcomeKind Kind { get; }

    /// <summary>The reasons if it was forbidden or refused: text keys of the platform, or of a module below its <c>rules</c>; otherwise empty.</summary>
    public IReadOnlyList<AccessReason> Reasons { get; private protected init; } = [];

    /// <summary>The errors if the input is invalid; otherwise empty.</summary>
    public IReadOnlyList<FieldError> Errors { get; private protected init; } = [];

    /// <summary>What other people did meanwhile in case of a conflict, the newest last; otherwise empty.</summary>
    public IReadOnlyList<ConcurrentChange> Meanwhile { get; private protected init; } = [];

    /// <summary>Whether the operation succeeded.</summary>
    public bool IsDone => Kind == OutcomeKind.Done;

    /// <summary>The operation succeeded.</summary>
    public static Outcome Done { get; } = new(OutcomeKind.Done);

    /// <summary>The object does not exist, or the person may not see or change it.</summary>
    public static Outcome NotFound { get; } = new(OutcomeKind.NotFound);

    /// <summary>Creates the outcome for a person who lacks the permission.</summary>
    public static Outcome Forbidden(params IReadOnlyList<AccessReason> reasons) => new(OutcomeKind.Forbidden) { Reasons = reasons };

    /// <summary>Creates the outcome of an operation that the current state or a rule of the module does not allow.</summary>
    public static Outcome Refused(params IReadOnlyList<AccessReason> reasons) => new(OutcomeKind.Refused) { Reasons = reasons };

    /// <summary>Creates the outcome for incomplete or wrong input.</summary>
    public static Outcome Invalid(params IReadOnlyList<FieldError> errors) => new(OutcomeKind.Invalid) { Errors = errors };

    /// <summary>Creates the outcome of a conflict with a change that another person made meanwhile.</summary>
    public static Outcome Conflict(params IReadOnlyList<ConcurrentChange> meanwhile) => new(OutcomeKind.Conflict) { Meanwhile = meanwhile };

    /// <summary>Converts an unsuccessful outcome to the outcome of an operation with a result.</summary>
    /// <exception cref="InvalidOperationException">The operation succeeded.</exception>
    public Outcome<TOther> As<TOther>() =>
        Kind == OutcomeKind.Done
            ? throw new InvalidOperationException("A successful operation has its own result.")
            : new Outcome<TOther>(Kind)
            {
                Reasons = Reasons,
                Errors = Errors,
                Meanwhile = Meanwhile,
            };
}

/// <summary>The outcome of an operation that has a result.</summary>
/// <typeparam name="T">The type of the result if the operation succeeded.</typeparam>
public sealed record Outcome<T> : Outcome
{
    internal Outcome(OutcomeKind kind)
        : base(kind) { }

    /// <summary>The result; default unless the operation succeeded.</summary>
    public T? Value { get; private init; }

    /// <summary>The object does not exist, or the person may not see or change it.</summary>
    public static new Outcome<T> NotFound { get; } = new(OutcomeKind.NotFound);

    /// <summary>Creates the outcome of a successful operation.</summary>
    public static new Outcome<T> Done(T value) => new(OutcomeKind.Done) { Value = value };

    /// <summary>Creates the outcome for a person who lacks the permission.</summary>
    public static new Outcome<T> Forbidden(params IReadOnlyList<AccessReason> reasons) => new(OutcomeKind.Forbidden) { Reasons = reasons };

    /// <summary>Creates the outcome of an operation that the current state or a rule of the module does not allow.</summary>
    public static new Outcome<T> Refused(params IReadOnlyList<AccessReason> reasons) => new(OutcomeKind.Refused) { Reasons = reasons };

    /// <summary>Creates the outcome for incomplete or wrong input.</summary>
    public static new Outcome<T> Invalid(params IReadOnlyList<FieldError> errors) => new(OutcomeKind.Invalid) { Errors = errors };

    /// <summary>Creates the outcome of a conflict with a change that another person made meanwhile.</summary>
    public static new Outcome<T> Conflict(params IReadOnlyList<ConcurrentChange> meanwhile) => new(OutcomeKind.Conflict) { Meanwhile = meanwhile };
}
