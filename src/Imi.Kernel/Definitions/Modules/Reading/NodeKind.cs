namespace Imi.Kernel.Definitions.Modules.Reading;

/// <summary>The kinds of nodes of a definition file.</summary>
internal enum NodeKind
{
    Scalar,
    List,
    Map,
}
