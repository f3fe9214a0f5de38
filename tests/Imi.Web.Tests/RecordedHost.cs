using System.Collections.Concurrent;
using System.Diagnostics;
using Imi.Testing;
using Imi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Imi.Web.Tests;

/// <summary>Runs the web host in the process of the tests and records the database statements of each request. Background jobs are not recorded.</summary>
internal sealed class RecordedHost : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IAsyncDisposable
{
    private const string RequestStart = "Microsoft.AspNetCore.Hosting.HttpRequestIn.Start";

    /// <summary>Every few seconds, whatever request comes next looks for modules that were uploaded on another node.</summary>
    private const string UploadCheck = "FROM \"ModuleUploads\"";

    private static readonly AsyncLocal<RecordedRequest?> Current = new();

    private readonly DemonstrationPlatform _platform = new();
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private readonly ConcurrentBag<IDisposable> _subscriptions = [];
    private Microsoft.AspNetCore.Builder.WebApplication? _app;

    /// <summary>The address of the host.</summary>
    public string Address => _platform.Host.Address;

    /// <summary>The demonstration network and its people.</summary>
    public DemonstrationPlatform Platform => _platform;

    /// <summary>Starts the host on a copy of the demonstration network.</summary>
    public async Task StartAsync()
    {
        await _platform.Host.CopySeedAsync();
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        _app = WebHost
            .Build([
                "--environment",
                "Development",
                "--applicationName",
                "Imi.Web",
                "--contentRoot",
                PlatformProcess.Folder("src", "Imi.Web"),
                $"--Imi:DataDirectory={_platform.Host.DataDirectory}",
                $"--urls={Address}",
                $"--ASPNETCORE_URLS={Address}",
            ])
            .App;
        await _app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(Address) };
        await Eventually.TrueAsync(
            TimeSpan.FromMinutes(2),
            async () => (await http.GetAsync("/health/ready")).IsSuccessStatusCode,
            () => "The host does not become ready."
        );
    }

    /// <summary>Returns the requests that an action sends, in their order.</summary>
    public async Task<IReadOnlyList<RecordedRequest>> RecordAsync(Func<Task> action)
    {
        _requests.Clear();
        await action();
        return [.. _requests];
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            _subscriptions.Add(value.Subscribe(this, name => name == RelationalEventId.CommandExecuting.Name));
        else if (value.Name == "Microsoft.AspNetCore")
            _subscriptions.Add(value.Subscribe(this, name => name.StartsWith("Microsoft.AspNetCore.Hosting.HttpRequestIn", StringComparison.Ordinal)));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RequestStart && value.Value is HttpContext context)
        {
            if (context.Request.Host.Port != new Uri(Address).Port)
                return; // Another server in the process of the tests.
            Current.Value = new RecordedRequest($"{context.Request.Method} {context.Request.Path}");
            _requests.Enqueue(Current.Value);
        }
        else if (value.Value is CommandEventData { Command.CommandText: var statement } && !statement.Contains(UploadCheck, StringComparison.Ordinal))
        {
            Current.Value?.Add(statement);
        }
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        foreach (var subscription in _subscriptions)
            subscription.Dispose();
        await _platform.DisposeAsync();
    }
}

/// <summary>A request with the statements that it sent to the database.</summary>
/// <param name="Name">The method and the path.</param>
internal sealed record RecordedRequest(string Name)
{
    private readonly ConcurrentQueue<string> _statements = new();

    /// <summary>The statements, in their order.</summary>
    public IReadOnlyList<string> Statements => [.. _statements];

    /// <summary>How often an exchange was loaded with its participations.</summary>
    public int Loads => _statements.Count(statement => statement.Contains("load exchange", StringComparison.Ordinal));

    /// <summary>Adds a statement.</summary>
    public void Add(string statement) => _statements.Enqueue(statement);
}
