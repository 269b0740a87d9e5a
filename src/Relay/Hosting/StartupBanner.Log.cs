namespace RealtimeDetect.Relay.Hosting;

internal sealed partial class StartupBanner
{
    private static partial class Log
    {
        [LoggerMessage(6000, LogLevel.Warning,
            "Plain HTTP is open to the network and HTTPS is not: browsers there will refuse pages the camera, and anyone on the way can read the pictures. "
            + "Add --https --Https:BindAddress=*.")]
        public static partial void PlainHttpOnNetwork(ILogger logger);
    }
}
