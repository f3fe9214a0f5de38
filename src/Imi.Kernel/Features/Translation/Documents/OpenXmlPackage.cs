using System.Xml.Linq;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>What Word documents, workbooks and slides have in common (ISO/IEC 29500-2): types of parts, relationships and signatures.</summary>
internal static class OpenXmlPackage
{
    /// <summary>The part that declares the types of all parts.</summary>
    public const string ContentTypes = "[Content_Types].xml";

    /// <summary>The namespace of relationships in parts.</summary>
    public static readonly XNamespace Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>The namespace of relationship parts.</summary>
    public static readonly XNamespace RelationParts = "http://schemas.openxmlformats.org/package/2006/relationships";

    /// <summary>The beginning of the media types of parts.</summary>
    public const string PartType = "application/vnd.openxmlformats-officedocument.";

    private const string PackageRelations = "_rels/.rels";
    private const string Signatures = "_xmlsignatures/";
    private static readonly XNamespace Types = "http://schemas.openxmlformats.org/package/2006/content-types";

    /// <summary>Starts a plan whose copy has no signature, because a signature is not valid for a changed document.</summary>
    public static PackagePlan Plan(PackageParts parts)
    {
        var plan = new PackagePlan { IsDropped = name => name.StartsWith(Signatures, StringComparison.OrdinalIgnoreCase) };
        if (!parts.Names.Any(plan.IsDropped))
            return plan;
        plan.Changes[PackageRelations] = relations =>
            relations.Descendants().Where(one => one.Attribute("Type")?.Value.EndsWith("/digital-signature/origin", StringComparison.Ordinal) == true).Remove();
        plan.Changes[ContentTypes] = types =>
            types
                .Descendants(Types + "Override")
                .Where(one => one.Attribute("PartName")?.Value.StartsWith("/" + Signatures, StringComparison.OrdinalIgnoreCase) == true)
                .Remove();
        return plan;
    }

    /// <summary>Finds the parts of a type.</summary>
    /// <param name="types">The content of <see cref="ContentTypes"/>.</param>
    /// <param name="endings">The ends of the media types, without <c>+xml</c>.</param>
    public static IEnumerable<string> PartsOf(XDocument types, params string[] endings) =>
        types
            .Descendants(Types + "Override")
            .Where(one => endings.Any(ending => one.Attribute("ContentType")?.Value.EndsWith($"{ending}+xml", StringComparison.Ordinal) == true))
            .Select(one => one.Attribute("PartName")?.Value.TrimStart('/') ?? "")
            .Where(name => name.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Declares a new part.</summary>
    public static void Declare(XDocument types, string name, string contentType) =>
        types.Root!.Add(new XElement(Types + "Override", new XAttribute("PartName", $"/{name}"), new XAttribute("ContentType", contentType)));

    /// <summary>The name of the part with the relationships of a part.</summary>
    public static string RelationsOf(string part) => part.LastIndexOf('/') is var slash ? $"{part[..(slash + 1)]}_rels/{part[(slash + 1)..]}.rels" : "";

    /// <summary>Finds the part to which a relationship leads; null if there is none.</summary>
    public static string? TargetOf(PackageParts parts, string part, string? relation)
    {
        var relations = RelationsOf(part);
        if (relation is null || !parts.Has(relations))
            return null;
        var target = parts.Read(relations).Root!.Elements().FirstOrDefault(one => one.Attribute("Id")?.Value == relation)?.Attribute("Target")?.Value;
        return target is not null && Uri.TryCreate(new Uri($"package:///{part}"), target, out var address) ? address.AbsolutePath.TrimStart('/') : null;
    }
}
