using System.Text;

namespace Imi.Connectors.Translation;

/// <summary>
/// Apertium's stream format. The platform writes it itself, without one of Apertium's document formats, because a zero byte between units keeps them apart
/// in every pair of languages, and because html and the like in a text then stay text.
/// </summary>
internal static class ApertiumStream
{
    private const string Special = "[]{}^$/\\@<>";

    /// <summary>An empty blank ends each unit, because several pairs lose a full stop that stands at the very end.</summary>
    private const string End = "[]\0";

    /// <summary>Writes lines as units.</summary>
    public static byte[] Write(IReadOnlyList<string> lines)
    {
        var stream = new StringBuilder();
        foreach (var line in lines)
        {
            foreach (var character in ApertiumShield.Cover(line))
            {
                if (Special.Contains(character, StringComparison.Ordinal))
                    stream.Append('\\');
                stream.Append(character);
            }

            stream.Append(End);
        }

        return Encoding.UTF8.GetBytes(stream.ToString());
    }

    /// <summary>Reads the answer to a number of units. Each program of the pipeline adds a zero byte at the end.</summary>
    /// <returns>The texts; null if there is another number of units.</returns>
    public static IReadOnlyList<string>? Read(ReadOnlySpan<byte> answer, IReadOnlyList<string> lines)
    {
        var units = Encoding.UTF8.GetString(answer).Split('\0');
        return units.Length > lines.Count && units.Skip(lines.Count).All(rest => rest.Length == 0)
            ? [.. units.Take(lines.Count).Select((unit, index) => ApertiumShield.Uncover(Plain(unit), lines[index]))]
            : null;
    }

    /// <summary>Removes the escapes and the limits of blanks.</summary>
    private static string Plain(string unit)
    {
        var text = new StringBuilder(unit.Length);
        for (var index = 0; index < unit.Length; index++)
        {
            if (unit[index] == '\\' && index + 1 < unit.Length)
                text.Append(unit[++index]);
            else if (unit[index] is not ('[' or ']'))
                text.Append(unit[index]);
        }

        return text.ToString();
    }
}
