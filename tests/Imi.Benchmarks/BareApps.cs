using Microsoft.Data.Sqlite;

namespace Imi.Benchmarks;

/// <summary>Minimal web applications against which the platform is measured.</summary>
internal static class BareApps
{
    /// <summary>The role of a process that serves only a liveness check.</summary>
    public const string Empty = "empty";

    /// <summary>The role of a process that serves recorded pages with plain ADO.NET.</summary>
    public const string Floor = "floor";

    /// <summary>Runs an empty ASP.NET Core application.</summary>
    public static Task RunEmptyAsync()
    {
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/health/live", () => "live");
        return app.RunAsync();
    }

    /// <summary>Serves each recorded page of a folder: executes its statements, reads every column of every row and writes its bytes.</summary>
    public static Task RunFloorAsync(string folder)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        app.MapGet("/health/live", () => "live");
        foreach (var file in Directory.EnumerateFiles(folder, "*.json"))
        {
            var page = RecordedPage.Read(file);
            app.MapGet(
                $"/{Path.GetFileNameWithoutExtension(file)}",
                async context =>
                {
                    ReadAll(page);
                    context.Response.ContentType = "text/html; charset=utf-8";
                    context.Response.ContentLength = page.Body.Length;
                    await context.Response.Body.WriteAsync(page.Body, context.RequestAborted);
                }
            );
        }

        return app.RunAsync();
    }

    private static void ReadAll(RecordedPage page)
    {
        using var connection = new SqliteConnection(page.ConnectionString);
        connection.Open();
        foreach (var statement in page.Statements)
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement.Sql;
            foreach (var (name, value) in statement.Parameters)
                command.Parameters.AddWithValue(name, value.Value);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                for (var column = 0; column < reader.FieldCount; column++)
                    _ = reader.GetValue(column);
            }
        }
    }
}
