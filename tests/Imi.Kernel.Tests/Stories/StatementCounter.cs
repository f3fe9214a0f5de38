using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Counts what a flow of work asks the database; other tests run at the same time.</summary>
internal sealed class StatementCounter : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly AsyncLocal<StrongBox<int>?> Current = new();
    private static readonly StatementCounter Listener = new();

    /// <summary>Entity Framework looks only once a second whether anybody listens.</summary>
    private static readonly Lazy<Task> Listening = new(() => Task.Delay(TimeSpan.FromSeconds(Listener is null ? 0 : 1.2)));

    private StatementCounter() => DiagnosticListener.AllListeners.Subscribe(this);

    /// <summary>How many statements something asks the database.</summary>
    public static async Task<int> CountAsync(Func<Task> doing)
    {
        await Listening.Value;
        var count = Current.Value = new StrongBox<int>();
        await doing();
        return count.Value;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            value.Subscribe(this, name => name == RelationalEventId.CommandExecuting.Name);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (Current.Value is { } box)
            Interlocked.Increment(ref box.Value);
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }
}
