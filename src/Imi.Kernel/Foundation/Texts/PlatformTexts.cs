using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Imi.Kernel.Foundation.Texts.Loading;
using Microsoft.Extensions.Logging;

namespace Imi.Kernel.Foundation.Texts;

/// <summary>The platform's own texts on pages, in messages and in the API. Policy modules have texts of their own.</summary>
public sealed partial class PlatformTexts
{
    private readonly TextFiles _texts = TextFiles.Embedded;
    private readonly ILogger<PlatformTexts> _log;
    private readonly ConcurrentDictionary<string, bool> _missing = new(StringComparer.Ordinal);

    /// <summary>Uses the texts embedded in the assembly. The texts of a language are loaded when one of them is first asked for.</summary>
    public PlatformTexts(ILogger<PlatformTexts> log) => _log = log;

    /// <summary>Whether a text exists for the key in the language or in English. A plural form is a key of its own, such as <c>key.other</c>.</summary>
    public bool Has(string key, string language) => _texts.Find(key, language) is not null;

    /// <summary>
    /// The text with its placeholders (<c>{name}</c>) replaced. If the text has plural forms, the value <c>count</c> selects one. If the text is
    /// missing, logs this once and returns the key.
    /// </summary>
    public string Get(string key, string language, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (FormOf(key, language, values) is { } text)
            return Fill(key, text, language, values);
        if (_missing.TryAdd($"{language}/{key}", true))
            _log.LogWarning("Text {Key} is missing in {Language} and in English", key, language);
        return key;
    }

    /// <summary>All keys of a language, for completeness checks.</summary>
    public IReadOnlyCollection<string> Keys(string language) => [.. _texts.Keys(language)];

    private string? FormOf(string key, string language, ReadOnlySpan<(string Name, object? Value)> values)
    {
        foreach (var (name, value) in values)
        {
            if (name != "count" || value is not IConvertible)
                continue;
            var count = Convert.ToInt64(value, CultureInfo.InvariantCulture);
            if (_texts.Has($"{key}.other", language))
                return _texts.Find($"{key}.{Languages.PluralForm(language, count)}", language) ?? _texts.Find($"{key}.other", language);
            if (_texts.Has($"{key}.other", TextCatalogue.Reference))
                return _texts.Find($"{key}.{Languages.PluralForm(TextCatalogue.Reference, count)}", TextCatalogue.Reference);
        }

        return _texts.Find(key, language);
    }

    /// <summary>
    /// Replaces the placeholders of a text, but not those inside values. A placeholder without a value is logged and becomes an ellipsis, so
    /// that no reader sees a placeholder.
    /// </summary>
    private string Fill(string key, string text, string language, ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!text.Contains('{', StringComparison.Ordinal))
            return text;
        var filled = new StringBuilder(text.Length);
        var last = 0;
        foreach (var place in Placeholder().EnumerateMatches(text))
        {
            filled.Append(text, last, place.Index - last);
            filled.Append(
                ValueOf(text.AsSpan(place.Index + 1, place.Length - 2), language, values) ?? Unfilled(key, text.Substring(place.Index, place.Length))
            );
            last = place.Index + place.Length;
        }

        return filled.Append(text, last, text.Length - last).ToString();
    }

    private string Unfilled(string key, string placeholder)
    {
        if (_missing.TryAdd($"{key} {placeholder}", true))
            _log.LogError("Text {Key} is shown without a value for {Placeholder}", key, placeholder);
        return "…";
    }

    private static string? ValueOf(ReadOnlySpan<char> wanted, string language, ReadOnlySpan<(string Name, object? Value)> values)
    {
        foreach (var (name, value) in values)
        {
            if (!wanted.SequenceEqual(name))
                continue;
            return value switch
            {
                DateOnly day => Languages.Day(day, language),
                IFormattable number => number.ToString(null, Languages.CultureOf(language)),
                _ => value?.ToString() ?? "",
            };
        }

        return null;
    }

    [GeneratedRegex(@"\{[A-Za-z]+\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
