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

/// <summary>A header that an endpoint honours, for the OpenAPI document.</summary>
internal sealed record ApiHeader(string Name, string Description)
{
    /// <summary>The revision that the caller saw.</summary>
    public static ApiHeader Revision { get; } =
        new("If-Match", "The ETag of the exchange that you saw; when somebody acted meanwhile, the answer is 412 and says who did what.");

    /// <summary>What keeps a repeated call from doing anything twice.</summary>
    public static ApiHeader Key { get; } =
        new("Idempotency-Key", "Any text of your own: a call that is repeated with it does nothing twice and answers alike.");
}

/// <summary>The HTTP API for national systems, version 1: the same desks as the pages, bearer tokens, JSON.</summary>
internal static class ImiApi
{
    /// <summary>Where the API stands.</summary>
    public const string Root = "/api/v1";

    /// <summary>Where people read about it.</summary>
    public const string Viewer = $"{Root}/docs";

    /// <summary>What the document calls the permissions of which an operation needs one (docs/access-matrix.md).</summary>
    public const string NeedsExtension = "x-imi-needs";

    private const string Document = "v1";
    private const int LargestBody = 5 * 1024 * 1024;

    /// <summary>Registers what the API needs.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="settings">The settings of the web host.</param>
    public static IServiceCollection AddImiApi(this IServiceCollection services, WebSettings settings)
    {
        services.AddRateLimiter(limiter => ApiCalls.Limit(limiter, settings.ApiCallsPerMinute));
        services.AddScoped<ApiForms>();
        services.AddScoped<ApiProblems>();
        services.AddScoped<ApiExchanges>();
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
                                    + "Send a token of your profile as `Authorization: Bearer …`. `Accept-Language` or `language` choose the language of texts, "
                                    + "`If-Match` with the revision keeps you from overwriting what somebody else did meanwhile, "
                                    + "`Idempotency-Key` keeps a repeated call from doing anything twice. "
                                    + "A token has a number of calls a minute; what is beyond it is answered by 429 with `Retry-After`.",
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

    /// <summary>Lets every error below the API's address be a problem in JSON.</summary>
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
    }
}
