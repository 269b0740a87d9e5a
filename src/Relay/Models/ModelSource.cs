using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Relay.Hosting;

namespace RealtimeDetect.Relay.Models;

/// <summary>Finds the model of user streams: configured, else in the models folder, else downloaded, else the embedded one.</summary>
/// <remarks><b>Threading:</b> once, before the server listens. <b>Errors:</b> a configured model that cannot be used is a <see cref="StartupException"/>.</remarks>
internal sealed partial class ModelSource(ModelOptions options, string contentRoot, ModelDownload download, ILogger logger)
{
    private const string DefaultFile = "yolov8n.onnx";

    /// <summary>Finds and loads the main model.</summary>
    /// <param name="embedded">The embedded shapes model, for want of anything else.</param>
    /// <param name="cancellationToken">Ends a download.</param>
    public async Task<(YoloV8Model Model, ModelOrigin Origin)> FindAsync(YoloV8Model embedded, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(options.Path))
            return (Load(options.Path), ModelOrigin.Configured);
        string file = Path.Combine(contentRoot, options.Directory, DefaultFile);
        if (File.Exists(file))
            return (Load(file), ModelOrigin.ModelsFolder);
        if (options.Offline)
        {
            Log.EmbeddedOffline(logger, file);
            return (embedded, ModelOrigin.Embedded);
        }
        if (await download.TryFetchAsync(file, cancellationToken) is { } fetched)
            return (fetched, ModelOrigin.Downloaded);
        Log.EmbeddedAfterDownload(logger, file);
        return (embedded, ModelOrigin.Embedded);
    }

    private static YoloV8Model Load(string path)
    {
        if (!File.Exists(path))
            throw new StartupException($"The model {path} does not exist. Give --model the path of a YOLOv8 detection model in ONNX form.");
        try
        {
            return YoloV8Model.Load(path);
        }
        catch (Exception e) when (e is ModelException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException(e.Message, e);
        }
    }
}
