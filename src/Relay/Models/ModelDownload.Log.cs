namespace RealtimeDetect.Relay.Models;

internal sealed partial class ModelDownload
{
    private static partial class Log
    {
        [LoggerMessage(6110, LogLevel.Information, "Downloading the model: {Copied} of {Length} bytes.")]
        public static partial void Progress(ILogger logger, long copied, long length);

        [LoggerMessage(6111, LogLevel.Information, "Model downloaded to {File}, sha256 {Sha256}.")]
        public static partial void Downloaded(ILogger logger, string file, string sha256);

        [LoggerMessage(6112, LogLevel.Information, "No model from {Url}: {Reason}")]
        public static partial void AddressFailed(ILogger logger, Uri url, string reason);
    }
}
