using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Imi.Benchmarks;

/// <summary>The statements and response bytes of one request of a page.</summary>
internal sealed record RecordedPage(string ConnectionString, IReadOnlyList<RecordedStatement> Statements, byte[] Body)
{
    /// <summary>Reads a recording.</summary>
    public static RecordedPage Read(string file) => JsonSerializer.Deserialize<RecordedPage>(File.ReadAllText(file))!;
}

/// <summary>A statement with its parameters as SQLite stores them.</summary>
internal sealed record RecordedStatement(string Sql, IReadOnlyDictionary<string, RecordedValue> Parameters);

/// <summary>A text or a number; both are null for SQL NULL.</summary>
internal sealed record RecordedValue(string? Text, long? Number)
{
    /// <summary>The value of the parameter.</summary>
    public object Value => (object?)Text ?? (object?)Number ?? DBNull.Value;
}

/// <summary>Records every statement of Entity Framework in this process.</summary>
internal sealed class StatementRecorder : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly IDisposable _listeners;
    private IDisposable? _events;
    private List<RecordedStatement>? _statements;
    private string _connectionString = "";

    public StatementRecorder() => _listeners = DiagnosticListener.AllListeners.Subscribe(this);

    /// <summary>Records one request.</summary>
    public async Task<RecordedPage> RecordAsync(HttpClient http, string path)
    {
        var statements = _statements = [];
        var body = await http.GetByteArrayAsync(path);
        _statements = null;
        return new RecordedPage(_connectionString, statements, body);
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            _events = value.Subscribe(this, name => name == RelationalEventId.CommandExecuting.Name);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (_statements is not { } statements || value.Value is not CommandEventData { Command: SqliteCommand command })
            return;
        _connectionString = command.Connection!.ConnectionString;
        var statement = new RecordedStatement(
            command.CommandText,
            command.Parameters.Cast<SqliteParameter>().ToDictionary(parameter => parameter.ParameterName, parameter => AsStored(command.Connection, parameter))
        );
        lock (statements) // Background jobs execute statements at the same time.
            statements.Add(statement);
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose()
    {
        _events?.Dispose();
        _listeners.Dispose();
    }

    /// <summary>Lets SQLite convert a value to its stored form: GUIDs and dates become texts.</summary>
    private static RecordedValue AsStored(SqliteConnection connection, SqliteParameter parameter)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT @value";
        command.Parameters.AddWithValue("@value", parameter.Value);
        return command.ExecuteScalar() switch
        {
            string text => new RecordedValue(text, null),
            long number => new RecordedValue(null, number),
            DBNull or null => new RecordedValue(null, null),
            var other => throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"A parameter holds {other.GetType()}.")),
        };
    }
}
