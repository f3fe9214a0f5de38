namespace Imi.Kernel.Exchanges;

/// <summary>The journal's names of the ways to see an exchange that several parts record or read.</summary>
public static class ExchangeViews
{
    /// <summary>A page showed it.</summary>
    public const string Page = "view";

    /// <summary>The page for printing showed it.</summary>
    public const string Print = "print";

    /// <summary>It was downloaded as a PDF document.</summary>
    public const string Pdf = "pdf";

    /// <summary>The API returned it.</summary>
    public const string Api = "api";

    /// <summary>The page for editing a draft showed it.</summary>
    public const string Edit = "edit";

    /// <summary>A file was downloaded.</summary>
    public const string Download = "download";

    /// <summary>A list showed the texts in which searched words are.</summary>
    public const string Found = "found";

    /// <summary>An answer of a special category of data was opened (Regulation (EU) No 1024/2012, Article 16).</summary>
    public const string Special = "special";
}
