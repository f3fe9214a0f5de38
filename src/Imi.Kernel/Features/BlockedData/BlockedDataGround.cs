namespace Imi.Kernel.Features.BlockedData;

/// <summary>The legal grounds of a request about blocked data (Regulation (EU) No 1024/2012).</summary>
public enum BlockedDataGround
{
    /// <summary>Proof of an exchange of information, with the data subject's consent (Article 14(3)).</summary>
    Proof,

    /// <summary>An overriding reason of public interest (Article 14(3)).</summary>
    PublicInterest,

    /// <summary>The data subject's consent, at the authority's express request (Article 14(5)).</summary>
    Consent,
}
