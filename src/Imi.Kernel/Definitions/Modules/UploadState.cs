namespace Imi.Kernel.Definitions.Modules;

/// <summary>Whether an uploaded module is in force.</summary>
public enum UploadState
{
    /// <summary>Checked and kept; not yet in force.</summary>
    Uploaded,

    /// <summary>In force: new exchanges begin with it.</summary>
    Active,

    /// <summary>A later upload is in force instead.</summary>
    Replaced,

    /// <summary>Taken back.</summary>
    Withdrawn,
}
