using System.Globalization;

namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>A place in a text from which words and numbers are read. A method that does not find what it reads leaves the place as it is.</summary>
internal sealed class TextCursor(string text, int place)
{
    /// <summary>The place of the next character.</summary>
    public int Place { get; set; } = place;

    /// <summary>The next character; NUL at the end.</summary>
    public char Next => Place < text.Length ? text[Place] : '\0';

    /// <summary>The character after the next; NUL at the end.</summary>
    public char After => Place + 1 < text.Length ? text[Place + 1] : '\0';

    /// <summary>Reads up to three spaces.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Spaces()
    {
        var start = Place;
        while (Place < start + 3 && char.IsWhiteSpace(Next))
            Place++;
        return Place > start;
    }

    /// <summary>Reads a character.</summary>
    public bool Sign(char sign)
    {
        if (Next != sign)
            return false;
        Place++;
        return true;
    }

    /// <summary>Reads the longest of some words, ignoring case; a letter must not follow. A space in a word stands for any space.</summary>
    /// <returns>The place of the word in the list; -1 if there is none.</returns>
    public int Word(IReadOnlyList<string> words)
    {
        var (found, end) = (-1, Place);
        for (var index = 0; index < words.Count; index++)
        {
            var wordEnd = Place + words[index].Length;
            if (wordEnd > end && wordEnd <= text.Length && IsWord(words[index]) && (wordEnd == text.Length || !char.IsLetter(text[wordEnd])))
                (found, end) = (index, wordEnd);
        }

        Place = end;
        return found;
    }

    /// <summary>Reads a number from 1 to 9999.</summary>
    /// <returns>The number; 0 if there is none.</returns>
    public int Number()
    {
        var (end, number) = (Place, 0);
        while (end < text.Length && end < Place + 5 && char.IsAsciiDigit(text[end]))
            number = (number * 10) + (text[end++] - '0');
        if (number is 0 or > 9999)
            return 0;
        Place = end;
        return number;
    }

    /// <summary>Reads up to 12 letters; none if there are more.</summary>
    public string Letters()
    {
        var end = Place;
        while (end < text.Length && end <= Place + 12 && char.IsLetter(text[end]))
            end++;
        if (end > Place + 12)
            return "";
        var letters = text[Place..end];
        Place = end;
        return letters;
    }

    private bool IsWord(string word)
    {
        for (var index = 0; index < word.Length; index++)
        {
            var letter = text[Place + index];
            var same =
                char.ToUpperInvariant(letter) == char.ToUpperInvariant(word[index])
                || (word[index] == ' ' && char.GetUnicodeCategory(letter) == UnicodeCategory.SpaceSeparator)
                || (word[index] == '’' && letter == '\'');
            if (!same)
                return false;
        }

        return true;
    }
}
