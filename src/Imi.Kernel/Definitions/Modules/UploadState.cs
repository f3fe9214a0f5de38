namespace Imi.Kernel.Definitions.Modules;

/// <summary>The state of an uploaded module.</summary>
public enum UploadState
{
    /// <summary>Validated and stored; not yet in force.</summary>
    Uploaded,

    /// <summary>In force: new exchanges use it.</summary>
    Active,

    /// <summary>A later upload is in force instead.</summary>
    Replaced,

    /// <summary>Withdrawn.</summary>
    Withdrawn,
}
