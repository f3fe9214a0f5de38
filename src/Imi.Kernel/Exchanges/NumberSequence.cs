namespace Imi.Kernel.Exchanges;

/// <summary>The sequence of exchange numbers of a procedure in a year.</summary>
public sealed class NumberSequence
{
    private NumberSequence() { }

    internal NumberSequence(string code, int year)
    {
        Code = code;
        Year = year;
    }

    /// <summary>The code of the procedure.</summary>
    public string Code { get; private set; } = "";

    /// <summary>The year.</summary>
    public int Year { get; private set; }

    /// <summary>The last assigned number.</summary>
    public int Last { get; internal set; }
}
