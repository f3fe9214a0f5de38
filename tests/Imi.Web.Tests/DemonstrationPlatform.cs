using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Imi.Testing;

namespace Imi.Web.Tests;

/// <summary>Runs the real host with the demonstration network and creates API tokens for its people.</summary>
public sealed partial class DemonstrationPlatform : IAsyncLifetime
{
    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);

    public DemonstrationPlatform()
        : this(null) { }

    /// <summary>Creates a platform with additional settings.</summary>
    internal DemonstrationPlatform(IReadOnlyDictionary<string, string>? settings) => Host = new PlatformProcess(settings);

    public PlatformProcess Host { get; }

    public Task InitializeAsync() => Host.StartSeededAsync();

    public async Task DisposeAsync() => await Host.DisposeAsync();

    /// <summary>Creates a client of the API with a token of this person, or without a token if the name is null.</summary>
    public async Task<HttpClient> ApiAsync(string? userName, string language = "en")
    {
        var client = new HttpClient { BaseAddress = new Uri($"{Host.Address}/api/v1/"), Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        if (userName is null)
            return client;
        if (!_tokens.TryGetValue(userName, out var token))
        {
            using var person = await PageSession.SignInAsync(Host.Address, userName);
            var (profile, _) = await person.PostAsync("/profile", "/profile?handler=Token", ("name", "Tests"));
            _tokens[userName] = token = AnyToken().Match(profile).Value;
        }

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Returns the id of an authority of the demonstration network by its code.</summary>
    public static async Task<Guid> AuthorityAsync(HttpClient api, string country, string code, string procedure = "request")
    {
        var found = await api.GetFromJsonAsync<JsonElement>($"authorities?country={country}&procedure={procedure}");
        return found.GetProperty("items").EnumerateArray().First(authority => authority.GetProperty("code").GetString() == code).GetProperty("id").GetGuid();
    }

    [GeneratedRegex("imi_[0-9a-f]{64}", RegexOptions.None, 1000)]
    private static partial Regex AnyToken();
}

/// <summary>The platform that is shared by all tests that only need a running one.</summary>
[CollectionDefinition(Name)]
public sealed class OnePlatform : ICollectionFixture<DemonstrationPlatform>
{
    public const string Name = "one platform";
}
