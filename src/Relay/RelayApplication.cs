using Microsoft.Extensions.Logging.Console;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Relay.Hosting;
using RealtimeDetect.Relay.Https;
using RealtimeDetect.Relay.Models;
using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Relay;

/// <summary>Builds the whole server: what <c>Program</c> runs and tests start.</summary>
/// <remarks><b>Errors:</b> what keeps the server from starting is a <see cref="StartupException"/> with a message for its operator.</remarks>
internal static class RelayApplication
{
    /// <summary>Address to listen on when none is given: this machine only.</summary>
    private const string DefaultUrl = "http://127.0.0.1:8080";

    /// <summary>Builds a server that is ready to be started.</summary>
    /// <param name="settings">Configuration pairs that go before every other source, from <see cref="CommandLine"/>.</param>
    /// <param name="overrides">Replaces services, in tests.</param>
    public static async Task<WebApplication> BuildAsync(
        IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? overrides = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = ContentRoot });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddHttps(DefaultUrl);
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.ColorBehavior = LoggerColorBehavior.Disabled;
            console.TimestampFormat = "HH:mm:ss ";
        });
        // The framework's request lines hold paths, and a path holds a token.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = HandshakeTimeout;
        });
        builder.Services.AddRelay();
        await AddModelsAsync(builder);
        overrides?.Invoke(builder.Services);
        WebApplication app = builder.Build().MapRelay();
        app.Lifetime.ApplicationStarted.Register(app.Services.GetRequiredService<StartupBanner>().Print);
        return app;
    }

    // A handshake's headers come in one packet; ten seconds are enough for the worst phone link.
    private static TimeSpan HandshakeTimeout { get; } = TimeSpan.FromSeconds(10);

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

    private static async Task AddModelsAsync(WebApplicationBuilder builder)
    {
        ModelOptions modelOptions = builder.Configuration.GetSection(ModelOptions.SectionName).Get<ModelOptions>() ?? new();
        PipelineOptions pipelineOptions = builder.Configuration.GetSection(PipelineOptions.SectionName).Get<PipelineOptions>() ?? new();
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true));
        using var http = new HttpClient();
        var download = new ModelDownload(modelOptions, http, TimeProvider.System, loggers.CreateLogger<ModelDownload>());
        var source = new ModelSource(modelOptions, builder.Environment.ContentRootPath, download, loggers.CreateLogger<ModelSource>());
        YoloV8Model shapes = ModelLoader.LoadEmbedded();
        (YoloV8Model main, _) = await source.FindAsync(shapes, CancellationToken.None);
        var loader = new ModelLoader(pipelineOptions, loggers.CreateLogger<ModelLoader>());
        (ModelCatalog catalog, LanePlan plan) = loader.Load(main, ReferenceEquals(main, shapes) ? [] : [shapes]);
        builder.Services.AddSingleton(_ => catalog).AddSingleton(plan);
    }
}
