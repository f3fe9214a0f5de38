namespace Imi.Kernel.Foundation.Jobs;

/// <summary>The status of a background job, shared by all nodes.</summary>
public sealed class JobRun
{
    private JobRun() { }

    internal JobRun(string name) => Name = name;

    /// <summary>The name of the job.</summary>
    public string Name { get; private set; } = "";

    /// <summary>When it last started, UTC.</summary>
    public DateTime StartedAt { get; private set; }

    /// <summary>When it last succeeded, UTC; null if it never has.</summary>
    public DateTime? SucceededAt { get; private set; }

    /// <summary>When the first of the current failures in a row happened, UTC; null if it did not fail since its last success.</summary>
    public DateTime? FailingSince { get; private set; }

    /// <summary>The kind of the last failure, without personal data; empty if it did not fail since its last success.</summary>
    public string Message { get; private set; } = "";

    /// <summary>The number of times it was started.</summary>
    public int Runs { get; private set; }

    internal void Begin(DateTime now) => (StartedAt, Runs) = (now, Runs + 1);

    internal void Succeed(DateTime now) => (SucceededAt, FailingSince, Message) = (now, null, "");

    internal void Fail(DateTime now, string message) => (FailingSince, Message) = (FailingSince ?? now, message);
}
