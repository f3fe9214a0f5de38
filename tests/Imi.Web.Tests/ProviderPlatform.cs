using System.Text.RegularExpressions;
using Imi.Testing;
using Microsoft.Data.Sqlite;

namespace Imi.Web.Tests;

/// <summary>Runs the real host with a real OpenID Connect provider.</summary>
public sealed class ProviderPlatform : IAsyncLifetime
{
    public OpenIdProvider Provider { get; } = new();

    public PlatformProcess Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Provider.StartAsync();
        Host = new PlatformProcess(Provider.Settings);
        await Host.StartSeededAsync();
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await Provider.DisposeAsync();
    }

    /// <summary>Registers a person in the name of a coordinator.</summary>
    /// <returns>The address of the authority's page for mandates and roles.</returns>
    public async Task<string> RegisterAsync(string userName, string email, string language = "es")
    {
        using var coordinator = await PageSession.SignInAsync(Host.Address, "nuria.castano");
        var page = $"/authorities/{Match(await coordinator.GetAsync("/my-authority"), "/authorities/(?<found>[0-9a-f-]{36})")}/mandates?module=ecommerce";
        var person = Regex
            .Matches(await coordinator.GetAsync(page), "name=\"person\" value=\"(?<found>[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1))[^1]
            .Groups["found"]
            .Value;
        var added = await coordinator.PostAsync(
            page,
            $"{page}&handler=Person",
            ("roles", "Handler"),
            ("person", person),
            ("person-name", $"Person {userName}"),
            ("email", email),
            ("user-name", userName),
            ("language", language)
        );
        Assert.True(await SqlAsync($"SELECT 1 FROM \"Users\" WHERE \"UserName\" = '{userName}'") is not null, added.Page);
        return page;
    }

    /// <summary>Signs in through the provider.</summary>
    /// <returns>The page after all redirects, and its address.</returns>
    internal Task<(string Page, string Address)> SignInAsync(PageSession browser, ProviderAccount account, params (string Name, string Value)[] fields)
    {
        Provider.Account = account;
        return browser.PostAsync("/sign-in", "/sign-in/provider", fields);
    }

    /// <summary>Executes a statement on the host's database and returns its first value.</summary>
    public async Task<object?> SqlAsync(string sql)
    {
        await using var database = new SqliteConnection($"Data Source={Path.Combine(Host.DataDirectory, "imi.db")};Pooling=False");
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    internal static string Match(string page, string pattern)
    {
        var found = Regex.Match(page, pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.True(found.Success, $"No {pattern} in {page}");
        return found.Groups["found"].Value;
    }
}
