using System.Text.Json;
using System.Threading.Channels;
using RealtimeDetect.Relay.H264;

namespace RealtimeDetect.Relay.IntegrationTests.H264;

/// <summary>Takes units from a feed, as a viewer's subscription does.</summary>
internal sealed class UnitInbox : IUnitSink
{
    private readonly Channel<ViewerFrame> _units = Channel.CreateUnbounded<ViewerFrame>();

    /// <inheritdoc/>
    public void Offer(H264Unit unit) => _units.Writer.TryWrite(new ViewerFrame(JsonElement.Parse(unit.Header.Span), unit.Data.ToArray()));

    /// <summary>Takes the next units.</summary>
    public async Task<List<ViewerFrame>> TakeAsync(int count)
    {
        var units = new List<ViewerFrame>();
        while (units.Count < count)
            units.Add(await _units.Reader.ReadAsync().AsTask().WithinAsync(Budget.LongWait, "a unit"));
        return units;
    }
}
