using System.Text.Json;
using Microsoft.Extensions.Options;
using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.Control;
using RealtimeDetect.Relay.Demo;
using RealtimeDetect.Relay.H264;
using RealtimeDetect.Relay.Hosting.WarmUp;
using RealtimeDetect.Relay.Https;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Models;
using RealtimeDetect.Relay.Outputs;
using RealtimeDetect.Relay.Pipeline;
using RealtimeDetect.Relay.Pipeline.Batching;
using RealtimeDetect.Relay.Recording;
using RealtimeDetect.Relay.Stats;
using RealtimeDetect.Relay.StreamApi;
using RealtimeDetect.Relay.Streams;
using RealtimeDetect.Relay.Tracking;
using RealtimeDetect.Relay.Transport;
using RealtimeDetect.Relay.Uplink;
using RealtimeDetect.Relay.Viewers;
using RealtimeDetect.Relay.Viewers.Tiers;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>Registers the relay's services: singletons only; sessions and streams are made with <c>new</c>.</summary>
internal static class RelayServiceCollectionExtensions
{
    /// <summary>Registers everything. The models themselves are loaded by <see cref="RelayApplication"/>.</summary>
    public static IServiceCollection AddRelay(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        return services.AddHttp().AddIngest().AddPipeline().AddTracking().AddStreams().AddViewers().AddOutputs().AddRecording().AddStreamApi().AddControl().AddDemo();
    }

    private static IServiceCollection AddHttp(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddOpenApi();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
        services.AddOptions<OriginOptions>().BindConfiguration(OriginOptions.SectionName).ValidateOnStart();
        services.AddValidated<HttpsOptions, HttpsOptionsValidator>(HttpsOptions.SectionName);
        services.AddValidated<ModelOptions, ModelOptionsValidator>(ModelOptions.SectionName);
        return services.AddSingleton<StatsApi>().AddSingleton<ControllerApi>().AddSingleton<SocketGate>().AddSingleton<StreamAdmission>()
            .AddSingleton<StartupBanner>();
    }

    private static IServiceCollection AddIngest(this IServiceCollection services)
    {
        services.AddValidated<IngestOptions, IngestOptionsValidator>(IngestOptions.SectionName)
            .Validate(o => o.MaxMessageBytes >= o.MaxFrameBytes, "Ingest:MaxMessageBytes must be at least Ingest:MaxFrameBytes.");
        services.AddValidated<UplinkOptions, UplinkOptionsValidator>(UplinkOptions.SectionName);
        return services.AddSingleton<UplinkSupport>().AddSingleton<UplinkDecoders>().AddSingleton<CameraEndpoint>();
    }

    private static IServiceCollection AddPipeline(this IServiceCollection services)
    {
        services.AddValidated<PipelineOptions, PipelineOptionsValidator>(PipelineOptions.SectionName);
        services.AddValidated<GpuOptions, GpuOptionsValidator>(GpuOptions.SectionName);
        services.AddValidated<InferenceOptions, InferenceOptionsValidator>(InferenceOptions.SectionName);
        services.AddSingleton<LoadedModels>();
        services.AddSingleton(provider => provider.GetRequiredService<LoadedModels>().Catalog);
        services.AddSingleton(provider => provider.GetRequiredService<LoadedModels>().Plan);
        services.AddSingleton<LaneSchedule>();
        services.AddSingleton<FrameScheduler>();
        services.AddSingleton<Readiness>();
        services.AddHostedService<PathWarmUp>();
        return services.AddHostedService<LaneThreads>();
    }

    private static IServiceCollection AddTracking(this IServiceCollection services)
    {
        services.AddValidated<TrackingOptions, TrackingOptionsValidator>(TrackingOptions.SectionName);
        services.AddSingleton(provider => CarryThreads.Budget(
            provider.GetRequiredService<IOptions<TrackingOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CarryQueue>();
        return services.AddHostedService<CarryThreads>();
    }

    private static IServiceCollection AddStreams(this IServiceCollection services)
    {
        services.AddValidated<StreamOptions, StreamOptionsValidator>(StreamOptions.SectionName);
        services.AddSingleton<RelayMetrics>();
        services.AddSingleton(provider => new StreamServices(
            provider.GetRequiredService<FrameScheduler>(), provider.GetRequiredService<IOptions<ControllerOptions>>().Value,
            provider.GetRequiredService<IOptions<ViewerOptions>>().Value.Tiers,
            provider.GetRequiredService<LaneLoad>(), provider.GetRequiredService<RelayMetrics>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<TrackingOptions>>().Value, provider.GetRequiredService<CarryQueue>()));
        return services.AddSingleton<StreamRegistry>();
    }

    private static IServiceCollection AddViewers(this IServiceCollection services)
    {
        services.AddValidated<ViewerOptions, ViewerOptionsValidator>(ViewerOptions.SectionName)
            .Validate(o => o.MaxMessageBytes >= o.MaxTextBytes, "Viewers:MaxMessageBytes must be at least Viewers:MaxTextBytes.")
            .Validate(o => o.PingTimeout > o.StallTimeout, "Viewers:PingTimeout must be longer than Viewers:StallTimeout.");
        services.AddValidated<H264Options, H264OptionsValidator>(H264Options.SectionName);
        return services.AddSingleton<H264Support>().AddSingleton<H264Feeds>().AddSingleton<PictureReducer>().AddSingleton<ViewerEndpoint>();
    }

    private static IServiceCollection AddOutputs(this IServiceCollection services)
    {
        services.AddValidated<OutputOptions, OutputOptionsValidator>(OutputOptions.SectionName);
        return services.AddOutputEndpoints();
    }

    private static IServiceCollection AddRecording(this IServiceCollection services)
    {
        services.AddValidated<RecordingOptions, RecordingOptionsValidator>(RecordingOptions.SectionName)
            .Validate(o => o.Classes.Count > 0 || (o.Mode != RecordingMode.Class && !o.Streams.Values.Contains(RecordingMode.Class)),
                "Recording:Classes must name a class where Recording:Mode is Class.");
        return services.AddRecordingServices();
    }

    private static IServiceCollection AddStreamApi(this IServiceCollection services)
    {
        services.AddValidated<StreamApiOptions, StreamApiOptionsValidator>(StreamApiOptions.SectionName);
        return services.AddStreamApiEndpoints();
    }

    private static IServiceCollection AddControl(this IServiceCollection services)
    {
        services.AddValidated<ControllerOptions, ControllerOptionsValidator>(ControllerOptionsValidator.SectionName);
        services.AddSingleton(provider => new LaneLoad(
            provider.GetRequiredService<LanePlan>().Lanes, provider.GetRequiredService<TimeProvider>()));
        return services.AddHostedService<ControlTicker>();
    }

    private static IServiceCollection AddDemo(this IServiceCollection services)
    {
        services.AddValidated<DemoOptions, DemoOptionsValidator>(DemoOptions.SectionName);
        return services.AddHostedService<DemoCamera>();
    }

    private static OptionsBuilder<TOptions> AddValidated<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        return services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
    }
}
