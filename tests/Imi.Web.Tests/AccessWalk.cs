using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Imi.Kernel.Network.Access;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Razor.Hosting;

namespace Imi.Web.Tests;

/// <summary>Lists every page handler and every endpoint of the API with the permissions that it declares.</summary>
internal static partial class AccessWalk
{
    /// <summary>Routes of the pages that need no sign-in.</summary>
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

    /// <summary>Returns the handlers of all pages that need a sign-in.</summary>
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

    /// <summary>Returns a value that matches a route parameter but identifies nothing that exists.</summary>
    public static string Fitting(string parameter) =>
        parameter.Contains("guid", StringComparison.Ordinal) ? Guid.Empty.ToString()
        : Choice().Match(parameter) is { Success: true } choice ? choice.Groups["first"].Value
        : "something";

    /// <summary>Returns the operations in the document of the API.</summary>
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

    /// <summary>A page handler or an operation of the API.</summary>
    /// <param name="Method">The HTTP method.</param>
    /// <param name="Route">The route template.</param>
    /// <param name="Suffix">The query that selects a page handler; empty for none.</param>
    /// <param name="Needs">The declared permissions, of which one suffices; null if none are declared.</param>
    public sealed record Door(string Method, string Route, string Suffix, IReadOnlyList<Permission>? Needs)
    {
        /// <summary>Whether this is an operation of the API.</summary>
        public bool IsApi => Route.StartsWith("/api", StringComparison.Ordinal);

        /// <summary>Whether the method is GET.</summary>
        public bool IsReading => Method == "GET";

        /// <inheritdoc/>
        public override string ToString() => $"{Method} {Route}{Suffix}";
    }
}
