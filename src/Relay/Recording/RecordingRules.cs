using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Recording;

/// <summary>Each stream's rule: the settings', or one that was given while the server runs.</summary>
/// <remarks><b>Threading:</b> any thread. What is given here ends with the server; settings are for what is to stay.</remarks>
internal sealed class RecordingRules(IOptions<RecordingOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<StreamToken, RecordingRule> _given = [];

    /// <summary>The rule of a stream.</summary>
    public RecordingRule this[StreamToken token]
    {
        get
        {
            lock (_lock)
                return _given.TryGetValue(token, out RecordingRule? rule) ? rule : Configured(token);
        }
    }

    /// <summary>Gives a stream a rule; null gives it back the settings'.</summary>
    public void Set(StreamToken token, RecordingRule? rule)
    {
        lock (_lock)
        {
            if (rule is null)
                _given.Remove(token);
            else
                _given[token] = rule;
        }
    }

    private RecordingRule Configured(StreamToken token)
    {
        RecordingOptions all = options.Value;
        RecordingMode mode = all.Streams.TryGetValue(token.Value, out RecordingMode own) ? own : all.Mode;
        return new RecordingRule(mode, [.. all.Classes], all.PreRoll, all.PostRoll, all.Buffer);
    }
}
