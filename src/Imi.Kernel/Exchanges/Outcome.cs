using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Access;

namespace Imi.Kernel.Exchanges;

/// <summary>The outcome of an operation. A refusal is a value, not an exception.</summary>
/// <typeparam name="T">The type of the result if the operation succeeded.</typeparam>
public sealed record Outcome<T>
{
    private Outcome(OutcomeKind kind) => Kind = kind;

    /// <summary>The kind of the outcome.</summary>
    public OutcomeKind Kind { get; }

    /// <summary>The result; default unless the operation succeeded.</summary>
    public T? Value { get; private init; }

    /// <summary>The reasons if it was forbidden or refused: text keys of the platform, or of a module below its <c>rules</c>; otherwise empty.</summary>
    public IReadOnlyList<AccessReason> Reasons { get; private init; } = [];

    /// <summary>The errors if the input is invalid; otherwise empty.</summary>
    public IReadOnlyList<FieldError> Errors { get; private init; } = [];

    /// <summary>What other people did meanwhile in case of a conflict, the newest last; otherwise empty.</summary>
    public IReadOnlyList<TimelineEntry> Meanwhile { get; private init; } = [];

    /// <summary>Whether the operation succeeded.</summary>
    public bool IsDone => Kind == OutcomeKind.Done;

    /// <summary>Creates the outcome of a successful operation.</summary>
    public static Outcome<T> Done(T value) => new(OutcomeKind.Done) { Value = value };

    /// <summary>The object does not exist, or the person may not see it.</summary>
    public static Outcome<T> NotFound { get; } = new(OutcomeKind.NotFound);

    /// <summary>Creates the outcome for a person who lacks the permission.</summary>
    public static Outcome<T> Forbidden(IReadOnlyList<AccessReason> reasons) => new(OutcomeKind.Forbidden) { Reasons = reasons };

    /// <summary>Creates the outcome of an operation that the current state or a rule of the module does not allow.</summary>
    public static Outcome<T> Refused(params IReadOnlyList<AccessReason> reasons) => new(OutcomeKind.Refused) { Reasons = reasons };

    /// <summary>Creates the outcome for incomplete or wrong input.</summary>
    public static Outcome<T> Invalid(params IReadOnlyList<FieldError> errors) => new(OutcomeKind.Invalid) { Errors = errors };

    /// <summary>Creates the outcome of a conflict with a change that another person made meanwhile.</summary>
    public static Outcome<T> Conflict(IReadOnlyList<TimelineEntry> meanwhile) => new(OutcomeKind.Conflict) { Meanwhile = meanwhile };

    /// <summary>Converts an unsuccessful outcome to another type of result.</summary>
    /// <exception cref="InvalidOperationException">The operation succeeded.</exception>
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
