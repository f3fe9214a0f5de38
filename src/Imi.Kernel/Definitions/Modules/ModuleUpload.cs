namespace Imi.Kernel.Definitions.Modules;

/// <summary>A module that was uploaded into the running platform, with its files and state.</summary>
public sealed class ModuleUpload
{
    private ModuleUpload() { }

    internal ModuleUpload(Guid id, PolicyModule module, byte[] files, Guid uploadedBy, DateTime uploadedAt)
    {
        Id = id;
        Module = module.Name;
        Version = module.Version;
        Files = files;
        UploadedBy = uploadedBy;
        UploadedAt = uploadedAt;
    }

    /// <summary>Its identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>The module's name.</summary>
    public string Module { get; private set; } = "";

    /// <summary>The SHA-256 of the definitions without texts and keywords.</summary>
    public string Version { get; private set; } = "";

    /// <summary>The files with their texts, as compressed JSON: path to content.</summary>
    public byte[] Files { get; private set; } = [];

    /// <summary>Who uploaded it.</summary>
    public Guid UploadedBy { get; private set; }

    /// <summary>When it was uploaded, UTC.</summary>
    public DateTime UploadedAt { get; private set; }

    /// <summary>Its state; only an active upload is in force.</summary>
    public UploadState State { get; private set; }

    /// <summary>Who activated it; null if it was never activated.</summary>
    public Guid? ActivatedBy { get; private set; }

    /// <summary>When it was activated, UTC; null if it was never activated.</summary>
    public DateTime? ActivatedAt { get; private set; }

    /// <summary>The first day on which exchanges can begin; null if it was never activated.</summary>
    public DateOnly? PilotFrom { get; private set; }

    /// <summary>The last day on which exchanges can begin; null for no end.</summary>
    public DateOnly? PilotUntil { get; private set; }

    /// <summary>The legal basis given at the activation; null if it was never activated.</summary>
    public string? PilotBasis { get; private set; }

    /// <summary>The upload that it replaced; null if it replaced the folder's module or none.</summary>
    public Guid? ReplacedId { get; private set; }

    /// <summary>Who withdrew it; null if it is not withdrawn.</summary>
    public Guid? WithdrawnBy { get; private set; }

    /// <summary>When it was withdrawn, UTC; null if it is not withdrawn.</summary>
    public DateTime? WithdrawnAt { get; private set; }

    internal void Activate(Guid by, DateTime at, PilotBasis pilot, Guid? replaced)
    {
        (State, ActivatedBy, ActivatedAt, ReplacedId) = (UploadState.Active, by, at, replaced);
        (PilotFrom, PilotUntil, PilotBasis) = (pilot.Launched, pilot.Until, pilot.Basis);
        (WithdrawnBy, WithdrawnAt) = (null, null);
    }

    internal void Replace() => State = UploadState.Replaced;

    internal void Restore() => State = UploadState.Active;

    internal void Withdraw(Guid by, DateTime at) => (State, WithdrawnBy, WithdrawnAt) = (UploadState.Withdrawn, by, at);
}
