using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Imi.Kernel.Definitions.Modules.Reading;

/// <summary>Parses a definition file as YAML: one document, without aliases.</summary>
internal static class DefinitionYaml
{
    /// <summary>Parses a file and returns its root; returns null and reports a problem if it is invalid.</summary>
    public static YamlNode? Root(string path, string text, List<DefinitionProblem> problems)
    {
        if (YamlFaults.Unseen(path, text) is { } unseen)
        {
            problems.Add(unseen);
            return null;
        }

        try
        {
            var yaml = new YamlStream();
            using var reader = new StringReader(text);
            yaml.Load(new CarefulParser(reader));
            if (yaml.Documents.Count == 1)
                return yaml.Documents[0].RootNode;
            problems.Add(
                new DefinitionProblem(
                    path,
                    1,
                    1,
                    yaml.Documents.Count == 0 ? "The file is empty." : "The file holds more than one document: remove the line ---."
                )
            );
        }
        catch (YamlException broken)
        {
            problems.Add(YamlFaults.Of(path, text, broken));
        }

        return null;
    }

    /// <summary>
    /// Refuses aliases, because they can expand to gigabytes, and excessive nesting. Adds the position where the parser gives up without one, as for a list
    /// that is never closed.
    /// </summary>
    private sealed class CarefulParser(TextReader reader) : IParser
    {
        private const int Deepest = 40;
        private readonly Parser _parser = new(reader);
        private int _depth;

        public ParsingEvent? Current => _parser.Current;

        public bool MoveNext()
        {
            var before = _parser.Current?.End ?? Mark.Empty;
            try
            {
                var moved = _parser.MoveNext();
                if (moved && Current is AnchorAlias alias)
                    throw new YamlException(alias.Start, alias.End, "aliases (*NAME) are not allowed in definitions: repeat the value.");
                _depth += moved ? Current!.NestingIncrease : 0;
                return _depth > Deepest ? throw new YamlException(Current!.Start, Current.End, "definitions are not nested this deeply.") : moved;
            }
            catch (InvalidOperationException gaveUp)
            {
                throw new YamlException(before, before, "something after this position is not closed: check for a missing ] or }.", gaveUp);
            }
        }
    }
}
