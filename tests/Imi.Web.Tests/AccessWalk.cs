using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Imi.Kernel.Network.Access;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Razor.Hosting;

namespace Imi.Web.Tests;

/// <summary>Every page, every handler of one and every endpoint of the API, with the permission that each says it needs.</summary>
internal static partial class AccessWalk
{
    /// <summary>Pages that answer everybody, signed in or not.</summary>
    public static IReadOnlyList<string> Open { get; } =
    [
        "/sign-in",
        "/sign-in/provider",
        "/sign-out",
        "/account/{token}",
        "/account/authenticator",
        "/account/forgotten",
        "/join/{token}",
        "/language",
        "/error",
        "/help",
        "/accessibility",
        "/privacy",
        "/health",
    ];

    /// <summary>The pages, with their handlers.</summary>
    public static IEnumerable<Door> Pages()
    {
        foreach (var page in typeof(NeedsAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PageBase)) && !type.IsAbstract))
        {
            var route = page.GetCustomAttributes<RazorCompiledItemMetadataAttribute>().FirstOrDefault(one => one.Key == "RouteTemplate")?.Value;
            if (route is null || Open.Contains(route))
                continue;
            var model = page.GetProperty("Model")!.PropertyType;
            foreach (var handler in model.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            {
                if (Handler().Match(handler.Name) is not { Success: true } name)
                    continue;
                var method = name.Groups["verb"].Value.ToUpperInvariant();
                var suffix = name.Groups["name"].Value is { Length: > 0 } own ? $"?handler={own}" : "";
                yield return new Door(method, route, suffix, NeedsAttribute.Of(handler)?.Permissions);
            }
        }
    }

    /// <summary>Something that fits a parameter of a page's route, and that there is not.</summary>
    public static string Fitting(string parameter) =>
        parameter.Contains("guid", StringComparison.Ordinal) ? Guid.Empty.ToString()
        : Choice().Match(parameter) is { Success: true } choice ? choice.Groups["first"].Value
        : "something";

    /// <summary>The operations of the API, as its document says them.</summary>
    public static async Task<IReadOnlyList<Door>> EndpointsAsync(HttpClient http)
    {
        var document = JsonDocument.Parse(await http.GetStringAsync("/api/v1/openapi.json")).RootElement;
        return
        [
            .. document
                .GetProperty("paths")
                .EnumerateObject()
                .SelectMany(path =>
                    path.Value.EnumerateObject()
                        .Select(operation => new Door(
                            operation.Name.ToUpperInvariant(),
                            path.Name,
                            "",
                            operation.Value.TryGetProperty(Imi.Web.Api.ImiApi.NeedsExtension, out var needs)
                                ?
                                [
                                    .. needs
                                        .EnumerateArray()
                                        .Select(one => Enum.Parse<Permission>(one.GetString()!.Replace("-", "", StringComparison.Ordinal), ignoreCase: true)),
                                ]
                                : null
                        ))
                ),
        ];
    }

    [GeneratedRegex(@"regex\(\^\((?<first>[a-z-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Choice();

    [GeneratedRegex("^On(?<verb>Get|Post)(?<name>[A-Za-z]*?)(Async)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Handler();

    /// <summary>Something that can be asked for.</summary>
    /// <param name="Method">The HTTP method.</param>
    /// <param name="Route">Its address, with the names of what stands in it.</param>
    /// <param name="Suffix">The handler of a page, as a query; else nothing.</param>
    /// <param name="Needs">What it says it needs, of which one is enough; null where it says nothing.</param>
    public sealed record Door(string Method, string Route, string Suffix, IReadOnlyList<Permission>? Needs)
    {
        /// <summary>Whether it belongs to the API.</summary>
        public bool IsApi => Route.StartsWith("/api", StringComparison.Ordinal);

        /// <summary>Whether it only reads.</summary>
        public bool IsReading => Method == "GET";

        /// <inheritdoc/>
        public override string ToString() => $"{Method} {Route}{Suffix}";
    }
}
