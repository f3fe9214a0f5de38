using System.Runtime.ExceptionServices;
using Imi.Hosting;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Persistence;
using Imi.SeedData;
using Imi.Web.Api;
using Imi.Web.Pages.Exchanges;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Serilog;
using Serilog.Events;

namespace Imi.Web.Hosting;

/// <summary>Builds and runs the web host: pages, HTTP API and background jobs.</summary>
internal static class WebHost
{
    /// <summary>The folders of <c>wwwroot</c>.</summary>
    internal static readonly string[] StaticFolders = ["/css", "/js", "/lib"];

    /// <summary>Runs the host until it is stopped.</summary>
    /// <exception cref="ConfigurationProblem">A setting is invalid.</exception>
    public static async Task RunAsync(string[] args)
    {
        var (app, composition, settings, preparation) = Build(args);
        await ServeAsync(app, composition, settings, preparation);
    }

    /// <summary>Logs a line as soon as the log exists.</summary>
    private static async Task AnnounceAsync(Task<Microsoft.Extensions.Logging.ILogger> log, string line) => (await log).LogInformation("{Preparation}", line);

    /// <summary>Builds the host without starting it.</summary>
    /// <exception cref="Imi.Kernel.Foundation.Persistence.ConfigurationProblem">A setting is invalid.</exception>
    internal static (WebApplication App, ImiComposition Composition, WebSettings Settings, Preparation Preparation) Build(string[] args)
    {
        var builder = SettingsFiles.Read(() => WebApplication.CreateBuilder(OptionsOf(args)));
        SettingsFiles.AddBesideProgram(builder.Configuration);
        var composition = ImiComposition.Read(builder.Configuration, builder.Environment.IsProduction() || builder.Environment.EnvironmentName.Length == 0);
        var settings = WebSettings.Read(builder.Configuration, builder.Environment);
        if (settings.IsDemonstration)
            composition.UseInstalledEngine();
        var log = new TaskCompletionSource<Microsoft.Extensions.Logging.ILogger>(TaskCreationOptions.RunContinuationsAsynchronously);
        composition.Announce = line => _ = AnnounceAsync(log.Task, line);
        composition.BeginMigration();
        builder.Host.UseSerilog(
            (_, serilog) =>
                serilog
                    .MinimumLevel.Information()
                    .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                    .MinimumLevel.Override("Microsoft.AspNetCore.Routing", LogEventLevel.Error) // It warns if an error page is shown after the body was read.
                    // Its warning about unencrypted keys is explained in the operators' documentation.
                    .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
                    // It logs what a provider answered; ProviderEvents logs failures without it.
                    .MinimumLevel.Override("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogEventLevel.Fatal)
                    // Its exceptions are reported where they are caught.
                    .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
                    .MinimumLevel.Override("Microsoft.EntityFrameworkCore", LogEventLevel.Fatal)
                    .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
                    .Enrich.FromLogContext()
                    .WriteTo.Console(formatProvider: System.Globalization.CultureInfo.InvariantCulture)
        );
        composition.AddServices(builder.Services);
        var preparation = new Preparation();
        builder.Services.AddSingleton<IHostedService>(preparation);
        AddServices(builder.Services, composition, settings);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        if (settings.Urls is { } urls)
            builder.WebHost.UseUrls(urls);
        RemoveEarlyReader(builder.Services);
        var app = builder.Build();
        log.SetResult(app.Logger);
        preparation.Begin(() => PrepareAsync(app, composition, settings));
        UsePipeline(app, composition, settings, preparation);
        return (app, composition, settings, preparation);
    }

    /// <summary>
    /// The published program serves static files from beside itself, whatever folder it is started in; a mere build has none there and serves them from the
    /// source folder.
    /// </summary>
    private static WebApplicationOptions OptionsOf(string[] args)
    {
        var ownFiles = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        return new WebApplicationOptions { Args = args, WebRootPath = Directory.Exists(ownFiles) ? ownFiles : null };
    }

    /// <summary>ASP.NET Core reads the key ring at startup, before the migration has created its table, and would log an error.</summary>
    private static void RemoveEarlyReader(IServiceCollection services) =>
        services.Remove(services.First(service => service.ImplementationType?.Name == "DataProtectionHostedService"));

    private static async Task PrepareAsync(WebApplication app, ImiComposition composition, WebSettings settings)
    {
        foreach (var problem in composition.Catalogue.Problems)
            app.Logger.LogError("Module {Module} is left out: {Problem}", problem.Folder, problem.Problems[0]);
        await composition.PrepareAsync(app.Services, app.Lifetime.ApplicationStopping);
        if (!settings.IsDemonstration)
            return;
        await composition.AnnounceAsync(
            app.Services,
            app.Lifetime.ApplicationStopping,
            async stop =>
            {
                await using var alone = await app.Services.GetRequiredService<DatabaseLocks>().TakeAsync("demonstration-network", composition.Announce, stop);
                await DemonstrationNetwork.SeedAsync(app.Services, clock => composition.At(app.Services, clock), stop);
            }
        );
    }

    private static async Task ServeAsync(WebApplication app, ImiComposition composition, WebSettings settings, Preparation preparation)
    {
        await using (app)
        {
            try
            {
                await app.StartAsync();
            }
            catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
            {
                return; // The host was stopped during startup.
            }
            catch (Exception) when (preparation.Failure is { } failure)
            {
                ExceptionDispatchInfo.Throw(failure);
            }
            catch (Exception refused) when (refused is IOException or System.Net.Sockets.SocketException or InvalidOperationException)
            {
                throw new ConfigurationProblem(
                    $"{WebSettings.UrlsSetting}: the platform cannot serve at '{settings.Urls}': {refused.Message.Split(Environment.NewLine)[0]}",
                    refused
                );
            }

            app.Logger.LogInformation("The platform serves at {Addresses}", string.Join(", ", app.Urls));
            var shutdown = app.WaitForShutdownAsync();
            await ReportLossAsync(app, composition);
            await shutdown;
        }
    }

    private static async Task ReportLossAsync(WebApplication app, ImiComposition composition)
    {
        try
        {
            if (await composition.LossAsync(app.Services, app.Lifetime.ApplicationStopping) is { } loss)
                app.Logger.LogCritical("{Loss}", loss);
        }
        catch (Exception failure) when (failure is OperationCanceledException || DatabaseFaults.IsOne(failure))
        {
            // The host is stopping, or the database has gone away: the health report shows it.
        }
    }

    private static void AddServices(IServiceCollection services, ImiComposition composition, WebSettings settings)
    {
        services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true); // The first requests need not wait for the job scheduler.
        services.AddSingleton(settings);
        services.AddSingleton(composition);
        services.AddHttpContextAccessor();
        services.AddScoped<RefusalJournal>();
        services.AddScoped<DemonstrationPeople>();
        services.AddScoped<BrowserSessionService>();
        services.AddScoped<ReauthenticationFilter>();
        services.AddScoped<PageTexts>();
        services.AddScoped<PageFrame>();
        services.AddScoped<NewExchangeQuery>();
        services.AddScoped<ActionSheets>();
        services.AddScoped<RelatedQuery>();
        services.AddScoped<ExchangePdf>();
        services.AddScoped<GuideTexts>();
        services.AddImiSignIn(settings);
        services.AddAuthorization();
        services.AddAntiforgery(options => options.Cookie.Protect(settings, "imi-antiforgery"));
        services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(365));
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var proxy in settings.Proxies)
                options.KnownProxies.Add(proxy);
        });
        services.AddRazorPages(pages =>
        {
            pages.Conventions.AuthorizeFolder("/");
            pages.Conventions.AddPageRoute("/Modules/Preview", "/modules/uploads/{id:guid}/forms/{form}");
            foreach (var open in (string[])[.. SignInHosting.OpenPages, "/Join", "/Language", "/Error", "/Help", "/Accessibility", "/Privacy", "/Health"])
                pages.Conventions.AllowAnonymousToPage(open);
            pages.Conventions.ConfigureFilter(new ServiceFilterAttribute<RefusalJournal>());
            pages.Conventions.ConfigureFilter(new ServiceFilterAttribute<ReauthenticationFilter>());
        });
        services.AddImiJobs(settings);
        services.AddImiHealth();
        services.AddImiTelemetry(settings.Telemetry);
        services.AddImiApi(settings);
        services.AddSingleton<BodyLimits>();
        services.AddSingleton<TranslationStart>();
        services.AddSingleton<DatabaseFaultLog>();
        services.AddSingleton<KeepTypedForms>();
    }

    private static void UsePipeline(WebApplication app, ImiComposition composition, WebSettings settings, Preparation preparation)
    {
        app.UseForwardedHeaders();
        app.Use(next => context => SecurityHeaders.InvokeAsync(context, settings.Provider?.Origin, next));
        app.UseImiLiveness();
        app.UseImiTelemetry(settings.Telemetry);
        app.Use(next => context => PublicHost.InvokeAsync(context, settings, next));
        if (settings.IsHttps && app.Environment.IsProduction())
            app.UseHsts();
        app.Use(next => context => preparation.InvokeAsync(context, next));
        app.UseWhen(
            context => !IsStatic(context),
            answers =>
                answers.Use(next =>
                    async context =>
                    {
                        await composition.Catalogue.RefreshAsync(context.RequestAborted);
                        await next(context);
                    }
                )
        );
        app.UseWhen(context => IsApi(context), api => api.Use(next => context => HeadRequests.InvokeAsync(context, next)).UseImiApiErrors());
        app.UseWhen(
            context => !IsApi(context),
            pages =>
            {
                pages.UseExceptionHandler(
                    new ExceptionHandlerOptions
                    {
                        ExceptionHandlingPath = "/error",
                        StatusCodeSelector = null,
                        SuppressDiagnosticsCallback = failed => app.Services.GetRequiredService<DatabaseFaultLog>().Takes(failed.Exception),
                    }
                );
                pages.UseStatusCodePagesWithReExecute("/error", "?status={0}");
                pages.Use(next => context => PageRequests.ReadErrorsAsync(context, next));
            }
        );
        app.UseAuthentication();
        app.UseWhen(context => !IsStatic(context), answers => answers.Use(next => context => CurrentActor.LoadAsync(context, next)));
        app.Use(next => context => LanguageChange.InvokeAsync(context, next));
        app.UseRouting();
        app.Use(next => context => PageRequests.InvokeAsync(context, next));
        app.Use(next => context => app.Services.GetRequiredService<BodyLimits>().InvokeAsync(context, next));
        app.Use(next => context => app.Services.GetRequiredService<KeepTypedForms>().InvokeAsync(context, next));
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorPages()
            .Add(page =>
            {
                if (!page.Metadata.OfType<BodyLimitAttribute>().Any())
                    page.Metadata.Add(new BodyLimitAttribute(BodyLimits.Form)); // The metadata added last wins, so a page keeps its own limit.
            });
        app.Services.GetRequiredService<HealthMemory>(); // Created now, it remembers when the host started.
        app.MapImiHealth();
        app.MapImiTranslationAnswers();
        app.MapImiCalendars();
        app.MapImiApi();
    }

    /// <summary>Style sheets, scripts and libraries are the same for everyone: no request for them asks the database.</summary>
    private static bool IsStatic(HttpContext context) => Array.Exists(StaticFolders, folder => context.Request.Path.StartsWithSegments(folder));

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api");
}
