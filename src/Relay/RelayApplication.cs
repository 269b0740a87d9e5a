using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Relay.Hosting;
using RealtimeDetect.Relay.Https;
using RealtimeDetect.Relay.Models;
using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Relay;

/// <summary>Builds the whole server: what <c>Program</c> runs and tests start.</summary>
/// <remarks><b>Errors:</b> what keeps the server from starting is a <see cref="StartupException"/>; it lists every bad setting.</remarks>
internal static class RelayApplication
{
    /// <summary>Address to listen on when none is given: this machine only.</summary>
    private const string DefaultUrl = "http://127.0.0.1:8080";

    /// <summary>A handshake's headers come in one packet; ten seconds are enough for the worst phone link.</summary>
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Builds a server with its models loaded, ready to be started.</summary>
    /// <param name="settings">Configuration pairs that go before every other source, from <see cref="CommandLine"/>.</param>
    /// <param name="overrides">Replaces services, in tests.</param>
    public static async Task<WebApplication> BuildAsync(
        IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? overrides = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = ContentRoot });
        builder.Configuration.AddInMemoryCollection(settings);
        AddLogging(builder.Logging);
        builder.AddHttps(DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = HandshakeTimeout;
        });
        builder.Services.AddRelay();
        overrides?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        Validate(app.Services);
        app.Services.GetRequiredService<CertificateSource>().PrepareOnce();
        await LoadModelsAsync(app);
        app.Lifetime.ApplicationStarted.Register(app.Services.GetRequiredService<StartupBanner>().Print);
        return app.MapRelay();
    }

    private static void Validate(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (Exception e) when (e is OptionsValidationException or AggregateException)
        {
            IEnumerable<Exception> faults = e is AggregateException all ? all.InnerExceptions : [e];
            IEnumerable<string> lines = faults.OfType<OptionsValidationException>().SelectMany(fault => fault.Failures);
            throw new StartupException($"these settings are wrong:\n  {string.Join("\n  ", lines)}", e);
        }
        catch (InvalidOperationException e)
        {
            // A value that is no number, address or whatever the setting is; the message names both.
            throw new StartupException(e.Message, e);
        }
    }

    // `dotnet run` starts in the project's folder; the models folder and appsettings.json are the repository's, or lie beside the program.
    private static string ContentRoot => RepositoryRoot(AppContext.BaseDirectory) ?? AppContext.BaseDirectory;

    private static string? RepositoryRoot(string directory)
    {
        for (DirectoryInfo? at = new(directory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "RealtimeDetect.sln")))
                return at.FullName;
        }
        return null;
    }

    private static void AddLogging(ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.ColorBehavior = LoggerColorBehavior.Disabled;
            console.TimestampFormat = "HH:mm:ss ";
        });
        // The framework's request lines hold paths, and a path holds a token.
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // What keeps the server from starting is printed by Program, as a sentence.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
    }

    private static async Task LoadModelsAsync(WebApplication app)
    {
        IServiceProvider services = app.Services;
        ModelOptions options = services.GetRequiredService<IOptions<ModelOptions>>().Value;
        var loggers = services.GetRequiredService<ILoggerFactory>();
        using var http = new HttpClient();
        var download = new ModelDownload(
            options, http, services.GetRequiredService<TimeProvider>(), loggers.CreateLogger<ModelDownload>());
        var source = new ModelSource(options, app.Environment.ContentRootPath, download, loggers.CreateLogger<ModelSource>());
        YoloV8Model shapes = ModelLoader.LoadEmbedded();
        (YoloV8Model main, _) = await source.FindAsync(shapes, app.Lifetime.ApplicationStopping);
        var loader = new ModelLoader(services.GetRequiredService<IOptions<PipelineOptions>>().Value, services.GetRequiredService<IOptions<GpuOptions>>().Value, loggers.CreateLogger<ModelLoader>());
        (ModelCatalog catalog, LanePlan plan) = loader.Load(main, ReferenceEquals(main, shapes) ? [] : [shapes]);
        services.GetRequiredService<LoadedModels>().Set(catalog, plan);
    }
}
