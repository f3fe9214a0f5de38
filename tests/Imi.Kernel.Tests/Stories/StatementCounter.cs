using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Counts the database statements of one asynchronous flow, ignoring tests that run at the same time.</summary>
internal sealed class StatementCounter : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly AsyncLocal<(StrongBox<int> Count, string Table)?> Current = new();
    private static readonly StatementCounter Listener = new();

    /// <summary>Entity Framework checks for listeners only once a second.</summary>
    private static readonly Lazy<Task> Listening = new(() => Task.Delay(TimeSpan.FromSeconds(Listener is null ? 0 : 1.2)));

    private StatementCounter() => DiagnosticListener.AllListeners.Subscribe(this);

    /// <summary>Returns the number of statements that an action sends to the database.</summary>
    /// <param name="doing">The action.</param>
    /// <param name="table">Counts only commands that name this table; empty for all.</param>
    public static async Task<int> CountAsync(Func<Task> doing, string table = "")
    {
        await Listening.Value;
        var count = new StrongBox<int>();
        Current.Value = (count, table);
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
        if (Current.Value is var (count, table) && value.Value is CommandEventData sent && sent.Command.CommandText.Contains(table, StringComparison.Ordinal))
            Interlocked.Increment(ref count.Value);
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }
}
