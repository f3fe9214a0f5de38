namespace Imi.Modules.Contracts;

/// <summary>The answer to a field of a form: one text or code, several of them, or the items of a repeatable group.</summary>
public abstract record Answer
{
    private Answer() { }

    /// <summary>Whether nothing was answered: there is only white space, or a group has no items.</summary>
    public abstract bool IsEmpty { get; }

    /// <summary>One text as entered, or one code of a choice; dates as <c>2026-11-30</c>, yes/no as <c>yes</c> or <c>no</c>.</summary>
    public sealed record Single(string Text) : Answer
    {
        /// <inheritdoc/>
        public override bool IsEmpty => string.IsNullOrWhiteSpace(Text);
    }

    /// <summary>Several texts or codes.</summary>
    public sealed record Several(IReadOnlyList<string> Texts) : Answer
    {
        /// <inheritdoc/>
        public override bool IsEmpty => Texts.All(string.IsNullOrWhiteSpace);
    }

    /// <summary>The items of a repeatable group, in the order in which they were entered.</summary>
    public sealed record Group(IReadOnlyList<Answers> Items) : Answer
    {
        /// <inheritdoc/>
        public override bool IsEmpty => Items.Count == 0;
    }
}
