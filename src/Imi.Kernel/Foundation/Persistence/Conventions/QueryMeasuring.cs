using System.Data.Common;
using Imi.Kernel.Foundation.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Imi.Kernel.Foundation.Persistence.Conventions;

/// <summary>Hands every statement of Entity Framework over to <see cref="QueryMeasurement"/> once it has ended.</summary>
internal sealed class QueryMeasuring : DbCommandInterceptor
{
    private QueryMeasuring() { }

    /// <summary>The one instance: it keeps nothing.</summary>
    public static QueryMeasuring Instance { get; } = new();

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        Record(command, eventData);
        return result;
    }

    public override ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command,
        CommandExecutedEventData eventData,
        DbDataReader result,
        CancellationToken cancellationToken = default
    )
    {
        Record(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        Record(command, eventData);
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command,
        CommandExecutedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    )
    {
        Record(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override object? ScalarExecuted(DbCommand command, CommandExecutedEventData eventData, object? result)
    {
        Record(command, eventData);
        return result;
    }

    public override ValueTask<object?> ScalarExecutedAsync(
        DbCommand command,
        CommandExecutedEventData eventData,
        object? result,
        CancellationToken cancellationToken = default
    )
    {
        Record(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Record(command, eventData, eventData.Exception);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Record(command, eventData, eventData.Exception);
        return Task.CompletedTask;
    }

    private static void Record(DbCommand command, CommandEndEventData ended, Exception? failure = null) =>
        QueryMeasurement.Record(SystemOf(ended.Context), command.CommandText, ended.StartTime, ended.Duration, failure);

    /// <summary>The names that OpenTelemetry gives to the databases.</summary>
    private static string SystemOf(DbContext? context) =>
        context?.Database.ProviderName switch
        {
            ImiDbContext.PostgreSql => "postgresql",
            ImiDbContext.SqlServer => "microsoft.sql_server",
            _ => "sqlite",
        };
}
