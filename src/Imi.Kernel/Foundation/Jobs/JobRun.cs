namespace Imi.Kernel.Foundation.Jobs;

/// <summary>How a background job fares, on whichever node it runs.</summary>
public sealed class JobRun
{
    private JobRun() { }

    internal JobRun(string name) => Name = name;

    /// <summary>The job's name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>When it was last begun, UTC.</summary>
    public DateTime StartedAt { get; private set; }

    /// <summary>When it last ended well, UTC; null where it never has.</summary>
    public DateTime? SucceededAt { get; private set; }

    /// <summary>Since when it has failed each time, UTC; null where it ended well the last time.</summary>
    public DateTime? FailingSince { get; private set; }

    /// <summary>What went wrong the last time: the kind of fault, without personal data; empty where nothing did.</summary>
    public string Message { get; private set; } = "";

    /// <summary>How often it was begun.</summary>
    public int Runs { get; private set; }

    internal void Begin(DateTime now) => (StartedAt, Runs) = (now, Runs + 1);

    internal void Succeed(DateTime now) => (SucceededAt, FailingSince, Message) = (now, null, "");

    internal void Fail(DateTime now, string message) => (FailingSince, Message) = (FailingSince ?? now, message);
}
