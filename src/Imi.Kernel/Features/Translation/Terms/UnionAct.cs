namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>The kind of an act of the Union.</summary>
internal enum ActKind
{
    Directive,
    Regulation,
    Decision,
    Recommendation,
    ImplementingRegulation,
    DelegatedRegulation,
    ImplementingDecision,
    FrameworkDecision,
}

/// <summary>A cited act of the Union.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Domains">Places in <see cref="LegalWords.Domains"/>, such as EU and Euratom.</param>
/// <param name="Number">The number without the domain, such as <c>2018/1725</c>.</param>
/// <param name="HasNumberSign">Whether a sign such as <c>No</c> stands before the number.</param>
/// <param name="DomainIsLast">Whether the domain stands behind the number, as in <c>2014/60/EU</c>.</param>
internal sealed record UnionAct(ActKind Kind, IReadOnlyList<int> Domains, string Number, bool HasNumberSign, bool DomainIsLast);
