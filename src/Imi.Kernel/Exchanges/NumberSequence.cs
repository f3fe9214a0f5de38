namespace Imi.Kernel.Exchanges;

/// <summary>The last number given out for a procedure in a year.</summary>
public sealed class NumberSequence
{
    private NumberSequence() { }

    internal NumberSequence(string code, int year)
    {
        Code = code;
        Year = year;
    }

    /// <summary>The procedure's code.</summary>
    public string Code { get; private set; } = "";

    /// <summary>The year.</summary>
    public int Year { get; private set; }

    /// <summary>The last number given out.</summary>
    public int Last { get; internal set; }
}
