using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>
/// Reads and copies the parts of a document that is a ZIP archive. Checks the depth and size of XML before it keeps any, because the depth of markup can
/// end the process and its size can fill the memory.
/// </summary>
internal sealed class PackageParts(ZipArchive archive)
{
    private const int MostEntries = 10_000;
    private const int MostDepth = 256;
    private const int Beginning = 16 * 1024;
    private const long LargestPart = 24L * 1024 * 1024;
    private const long LargestCopied = 400L * 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CloseInput = true,
        MaxCharactersInDocument = LargestPart,
    };

    private static readonly XmlWriterSettings Written = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    private long _copied;

    /// <summary>Rewrites a document.</summary>
    /// <param name="content">The archive.</param>
    /// <param name="plan">Returns what is done with the parts.</param>
    /// <param name="work">What is to be done with the passages.</param>
    /// <returns>The copy; empty if nothing is to be written.</returns>
    /// <exception cref="DocumentFaultException">The document cannot be translated.</exception>
    public static byte[] Rewrite(byte[] content, Func<PackageParts, PackagePlan> plan, DocumentWork work)
    {
        using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
        if (archive.Entries.Count > MostEntries)
            throw new DocumentFaultException(FileTranslationFault.TooLong);
        var parts = new PackageParts(archive);
        var planned = plan(parts);
        if (work.Note is null)
        {
            foreach (var (name, rule) in planned.Texts.Where(part => parts.Has(part.Key)))
                parts.Translate(name, rule(), work);
            return [];
        }

        using var bytes = new MemoryStream();
        using (var copy = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            parts.Write(copy, planned, work);
        return bytes.ToArray();
    }

    /// <summary>Returns whether there is a part.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>The names of all parts.</summary>
    public IEnumerable<string> Names => archive.Entries.Select(entry => entry.FullName);

    /// <summary>Returns whether the beginning of a part has a word, so that a large part need not be read for nothing.</summary>
    public bool BeginsWith(string name, string word)
    {
        using var part = Open(name);
        var beginning = new byte[Beginning];
        var length = part.ReadAtLeast(beginning, Beginning, throwOnEndOfStream: false);
        return beginning.AsSpan(0, length).IndexOf(Encoding.ASCII.GetBytes(word)) >= 0;
    }

    /// <summary>Reads a part.</summary>
    /// <exception cref="DocumentFaultException">It is not there, or too large or too deep.</exception>
    public XDocument Read(string name)
    {
        CheckMarkup(name, isParagraph: null);
        using var reader = XmlReader.Create(Open(name), Settings);
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
    }

    private void Write(ZipArchive copy, PackagePlan plan, DocumentWork work)
    {
        foreach (var entry in archive.Entries.Where(entry => !plan.IsDropped(entry.FullName)))
        {
            work.CheckTime();
            var part = plan.Texts.TryGetValue(entry.FullName, out var rule) ? Translate(entry.FullName, rule(), work) : null;
            if (plan.Changes.TryGetValue(entry.FullName, out var change))
                change(part ??= Read(entry.FullName));
            if (part is not null)
                Write(copy, entry.FullName, part);
            else
                Copy(entry, copy);
        }

        foreach (var (name, part) in plan.Added)
            Write(copy, name, part);
    }

    /// <summary>Translates a part; null if it has no text.</summary>
    private XDocument? Translate(string name, MarkupRule rule, DocumentWork work)
    {
        if (!CheckMarkup(name, rule.IsParagraph))
            return null;
        var part = Read(name);
        foreach (var passage in MarkupPassages.In(part, rule))
            work.Take(passage);
        return part;
    }

    /// <summary>Reads a part without keeping anything of it.</summary>
    /// <returns>Whether it has a paragraph.</returns>
    private bool CheckMarkup(string name, Func<XName, bool>? isParagraph)
    {
        var hasText = false;
        using var reader = XmlReader.Create(Open(name), Settings);
        while (reader.Read())
        {
            if (reader.Depth > MostDepth)
                throw new DocumentFaultException(FileTranslationFault.Unreadable);
            hasText = hasText || (reader.NodeType == XmlNodeType.Element && isParagraph?.Invoke(XName.Get(reader.LocalName, reader.NamespaceURI)) == true);
        }

        return hasText;
    }

    private ZipArchiveEntry? Find(string name) =>
        archive.GetEntry(name) ?? archive.Entries.FirstOrDefault(entry => entry.FullName.Equals(name, StringComparison.OrdinalIgnoreCase));

    private Stream Open(string name)
    {
        var entry = Find(name) ?? throw new DocumentFaultException(FileTranslationFault.Unreadable);
        return entry.Length <= LargestPart ? entry.Open() : throw new DocumentFaultException(FileTranslationFault.TooLong);
    }

    private void Copy(ZipArchiveEntry entry, ZipArchive copy)
    {
        var isStored = entry.CompressedLength == entry.Length; // The media type of an OpenDocument file must not be compressed.
        using var target = copy.CreateEntry(entry.FullName, isStored ? CompressionLevel.NoCompression : CompressionLevel.Fastest).Open();
        using var source = entry.Open();
        var buffer = new byte[81_920];
        int read;
        while ((read = source.Read(buffer)) > 0)
        {
            _copied += read;
            if (_copied > LargestCopied)
                throw new DocumentFaultException(FileTranslationFault.TooLong);
            target.Write(buffer, 0, read);
        }
    }

    private static void Write(ZipArchive copy, string name, XDocument part)
    {
        using var target = copy.CreateEntry(name, CompressionLevel.Fastest).Open();
        using var writer = XmlWriter.Create(target, Written);
        part.Save(writer);
    }
}
