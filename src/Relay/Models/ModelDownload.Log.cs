namespace RealtimeDetect.Relay.Models;

internal sealed partial class ModelDownload
{
    private static partial class Log
    {
        [LoggerMessage(6110, LogLevel.Information, "Downloading the model: {Copied:0.0}{Length} MB.")]
        public static partial void Progress(ILogger logger, double copied, string length);

        [LoggerMessage(6113, LogLevel.Information, "Downloading the model {File} from {Url}.")]
        public static partial void Started(ILogger logger, string file, Uri url);

        [LoggerMessage(6111, LogLevel.Information, "Model downloaded to {File}, sha256 {Sha256}.")]
        public static partial void Downloaded(ILogger logger, string file, string sha256);

        [LoggerMessage(6112, LogLevel.Information, "No model from {Url}: {Reason}")]
        public static partial void AddressFailed(ILogger logger, Uri url, string reason);
    }
}
