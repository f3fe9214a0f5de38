using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Imi.Web.Api.Models;
using Imi.Web.Hosting;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Imi.Web.Api;

/// <summary>A request header that an endpoint supports, for the OpenAPI document.</summary>
internal sealed record ApiHeader(string Name, string Description)
{
    /// <summary>The header with the revision that the caller last saw.</summary>
    public static ApiHeader Revision { get; } =
        new("If-Match", "The ETag of the exchange as you last read it. If the exchange has changed since, the response is 412 and lists the changes.");

    /// <summary>The header that makes a repeated call idempotent.</summary>
    public static ApiHeader Key { get; } =
        new("Idempotency-Key", "A text of your choice. A repeated call with the same key has no further effect and returns the same result.");
}

/// <summary>The HTTP API for national systems, version 1: the same services as the pages, with bearer tokens and JSON.</summary>
internal static class ImiApi
{
    /// <summary>The base path of the API.</summary>
    public const string Root = "/api/v1";

    /// <summary>The path of the API reference for developers.</summary>
    public const string Viewer = $"{Root}/docs";

    /// <summary>The extension that lists the permissions of an operation, of which one is enough (docs/access-matrix.md).</summary>
    public const string NeedsExtension = "x-imi-needs";

    private const string Document = "v1";
    private const int LargestBody = 5 * 1024 * 1024;

    /// <summary>Registers the services of the API.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="settings">The settings of the web host.</param>
    public static IServiceCollection AddImiApi(this IServiceCollection services, WebSettings settings)
    {
        services.AddRateLimiter(limiter => ApiCalls.Limit(limiter, settings.ApiCallsPerMinute));
        services.AddScoped<ApiForms>();
        services.AddScoped<ApiProblems>();
        services.AddScoped<ApiExchanges>();
        services.AddScoped<SegmentAnswers>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.SchemeName, null);
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.MaxDepth = 32;
        });
        services.AddOpenApi(
            Document,
            openApi =>
                openApi
                    .AddDocumentTransformer(
                        (document, _, _) =>
                        {
                            document.Info = new OpenApiInfo
                            {
                                Title = "Imi.Platform",
                                Version = "1",
                                Description =
                                    "Exchanges between the authorities of the internal market, for national systems. "
                                    + "Send an access token from your profile as `Authorization: Bearer …`. `Accept-Language` or `language` sets the "
                                    + "language of texts, "
                                    + "`If-Match` with the revision prevents you from overwriting the changes of others, "
                                    + "`Idempotency-Key` makes repeated calls safe. "
                                    + "Calls are limited per token and minute; further calls return 429 with `Retry-After`.",
                            };
                            document.Servers = [];
                            document.Components ??= new OpenApiComponents();
                            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
                            {
                                [TokenAuthentication.SchemeName] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" },
                            };
                            document.Security =
                            [
                                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(TokenAuthentication.SchemeName, document)] = [] },
                            ];
                            return Task.CompletedTask;
                        }
                    )
                    .AddOperationTransformer(
                        (operation, context, _) =>
                        {
                            foreach (var header in context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiHeader>())
                            {
                                operation.Parameters ??= [];
                                operation.Parameters.Add(
                                    new OpenApiParameter
                                    {
                                        Name = header.Name,
                                        In = ParameterLocation.Header,
                                        Description = header.Description,
                                        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                                    }
                                );
                            }

                            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<NeedsAttribute>().LastOrDefault() is { } needs)
                                operation.AddExtension(
                                    NeedsExtension,
                                    new JsonNodeExtension(
                                        new JsonArray([
                                            .. needs.Permissions.Select(permission =>
                                                (JsonNode)JsonNamingPolicy.KebabCaseLower.ConvertName(permission.ToString())
                                            ),
                                        ])
                                    )
                                );
                            return Task.CompletedTask;
                        }
                    )
        );
        return services;
    }

    /// <summary>Turns every error under the API's path into a problem in JSON.</summary>
    public static void UseImiApiErrors(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandler = ApiProblems.AnswerFailureAsync,
                SuppressDiagnosticsCallback = failed =>
                    failed.Exception is BadHttpRequestException or FormatException
                    || app.ApplicationServices.GetRequiredService<DatabaseFaultLog>().Takes(failed.Exception),
            }
        );
        app.UseStatusCodePages(ApiProblems.AnswerStatusAsync);
        app.Use(next =>
            context =>
            {
                if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !type.Charset.HasValue || type.Encoding is not null)
                    return next(context);
                context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
                return Task.CompletedTask;
            }
        );
    }

    /// <summary>Maps the endpoints, the OpenAPI document and its viewer.</summary>
    public static void MapImiApi(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOpenApi($"{Root}/openapi.json");
        endpoints.MapScalarApiReference(
            Viewer,
            viewer =>
                viewer
                    .WithOpenApiRoutePattern($"{Root}/openapi.json")
                    .DisableDefaultFonts()
                    .DisableTelemetry()
                    .DisableAgent()
                    .DisableMcp()
                    .HideClientButton()
                    .HideDeveloperTools()
                    .WithNonce()
        );
        var api = endpoints
            .MapGroup(Root)
            .RequireAuthorization(new AuthorizationPolicyBuilder(TokenAuthentication.SchemeName).RequireAuthenticatedUser().Build())
            .WithMetadata(new BodyLimitAttribute(LargestBody))
            .AddEndpointFilter<RouteGroupBuilder, RefusalJournal>()
            .AddEndpointFilter(
                async (context, next) =>
                {
                    context.HttpContext.Response.Headers.ContentLanguage = context.HttpContext.RequestServices.GetRequiredService<PageTexts>().Language;
                    return await next(context);
                }
            )
            .RequireRateLimiting(ApiCalls.Policy)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        ModuleEndpoints.Map(api);
        GuideEndpoints.Map(api);
        AuthorityEndpoints.Map(api);
        ExchangeEndpoints.Map(api);
        ContributionEndpoints.Map(api);
        AttachmentEndpoints.Map(api);
        RectificationEndpoints.Map(api);
        PrivateNoteEndpoints.Map(api);
        TranslationEndpoints.Map(api);
        TranslationSegmentEndpoints.Map(api);
        FileTranslationEndpoints.Map(api);
    }
}
