using System.Globalization;

namespace RealtimeDetect.Relay.IntegrationTests.Uplink;

/// <summary>What a camera of H.264 does with a <see cref="TestCamera"/>.</summary>
internal static class UnitCamera
{
    /// <summary>Sends an access unit as a pair.</summary>
    public static async Task SendUnitAsync(this TestCamera camera, long number, byte[] unit, double timestamp = TestCamera.DefaultTimestamp)
    {
        string key = UnitClip.IsKey(unit) ? "true" : "false";
        await camera.SendTextAsync(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"type":"frame_metadata","timestamp":{{timestamp}},"frameNumber":{{number}},"format":"h264","key":{{key}}}"""));
        await camera.SendBinaryAsync(unit);
    }

    /// <summary>Sends an access unit and waits for its ack.</summary>
    /// <returns>The outcome.</returns>
    public static async Task<string> ExchangeUnitAsync(this TestCamera camera, long number, byte[] unit, double timestamp = TestCamera.DefaultTimestamp)
    {
        await camera.SendUnitAsync(number, unit, timestamp);
        return await camera.OutcomeAsync(number);
    }
}
