namespace RealtimeDetect.Relay.IntegrationTests.Outputs;

/// <summary>What these tests let a camera do.</summary>
internal static class CameraExtensions
{
    /// <summary>Sends frames until a request that waits for one has been answered.</summary>
    /// <returns>The last frame's number.</returns>
    public static async Task<long> ExchangeUntilAsync(this TestCamera camera, Task answered, long number = 0, byte[]? jpeg = null)
    {
        while (true)
        {
            Assert.Equal("processed", await camera.ExchangeAsync(number, jpeg ?? TestJpeg.Small));
            if (answered.IsCompleted)
                return number;
            number++;
        }
    }
}
