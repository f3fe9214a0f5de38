using YamlDotNet.RepresentationModel;

namespace Imi.Kernel.Foundation.Texts.Loading;

/// <summary>Reads nested texts: <c>a: { b: Text }</c> is the text <c>a.b</c>.</summary>
internal static class TextTree
{
    /// <summary>Calls back for every text with its key, value and node.</summary>
    public static void Flatten(YamlNode node, string prefix, Action<string, string, YamlNode> found)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                foreach (var (key, value) in mapping.Children)
                    Flatten(value, prefix.Length == 0 ? Scalar(key) : $"{prefix}.{Scalar(key)}", found);
                break;
            case YamlScalarNode scalar:
                found(prefix, scalar.Value ?? "", scalar);
                break;
            default:
                found(prefix, "", node);
                break;
        }
    }

    private static string Scalar(YamlNode key) => (key as YamlScalarNode)?.Value ?? "";
}
