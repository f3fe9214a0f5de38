using System.Security.Cryptography;
using System.Text;
using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>The glossary of a module for translations into one language.</summary>
/// <param name="module">The module.</param>
/// <param name="target">The language of the translations.</param>
internal sealed class ModuleGlossary(PolicyModule module, string target)
{
    private readonly Dictionary<string, (TermList Terms, string? Version)> _sources = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, string> _targets = module.GlossaryIn(target);

    /// <summary>Returns the terms of a source language with those of the target.</summary>
    public TermList TermsFrom(string source) => From(source).Terms;

    /// <summary>Returns the version of these terms; null if there are none. A translation with another version is out of date.</summary>
    public string? VersionFrom(string source) => From(source).Version;

    private (TermList Terms, string? Version) From(string source)
    {
        if (_sources.TryGetValue(source, out var known))
            return known;
        var terms = module
            .GlossaryIn(source)
            .Where(term => _targets.ContainsKey(term.Key))
            .Select(term => (Source: term.Value.Trim(), Target: (string?)_targets[term.Key].Trim()))
            .OrderBy(term => term.Source, StringComparer.Ordinal)
            .ToList();
        var text = string.Concat(terms.Select(term => $"{term.Source}\n{term.Target}\n"));
        var version = terms.Count == 0 ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
        return _sources[source] = (new TermList(terms), version);
    }
}
