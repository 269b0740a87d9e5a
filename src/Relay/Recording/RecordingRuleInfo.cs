namespace RealtimeDetect.Relay.Recording;

/// <summary>A stream's rule as clients see it, and set it: what is left out stays as it is.</summary>
/// <param name="Mode"><c>off</c>, <c>on_demand</c>, <c>always</c> or <c>class</c>.</param>
/// <param name="Classes">Names of the classes that start a recording in mode <c>class</c>.</param>
/// <param name="PreRollS">Seconds before, that are recorded too; 0 to 300.</param>
/// <param name="PostRollS">Seconds for which it goes on after; 0 to 3600.</param>
/// <param name="Buffer">Whether the last seconds are held ready to be saved.</param>
internal sealed record RecordingRuleInfo(string? Mode, IReadOnlyList<string>? Classes, double? PreRollS, double? PostRollS, bool? Buffer)
{
    /// <summary>Longest times, seconds: the buffer's bound, and an hour.</summary>
    private const double MaxPreRollS = 300, MaxPostRollS = 3600;

    /// <summary>Most classes, and the longest name of one.</summary>
    private const int MaxClasses = 100, MaxNameLength = 100;

    private static readonly (RecordingMode Mode, string Name)[] Modes =
        [(RecordingMode.Off, "off"), (RecordingMode.OnDemand, "on_demand"), (RecordingMode.Always, "always"), (RecordingMode.Class, "class")];

    /// <summary>A rule for clients.</summary>
    public static RecordingRuleInfo Of(RecordingRule rule) =>
        new(NameOf(rule.Mode), rule.Classes, rule.PreRoll.TotalSeconds, rule.PostRoll.TotalSeconds, rule.Buffer);

    /// <summary>A mode's name.</summary>
    public static string NameOf(RecordingMode mode) => Modes.First(known => known.Mode == mode).Name;

    /// <summary>Changes a rule as this says; the text names what is wrong, if something is.</summary>
    public string? TryApply(RecordingRule rule, out RecordingRule changed)
    {
        changed = rule;
        if (Mode is not null && Modes.All(known => known.Name != Mode))
            return "mode is off, on_demand, always or class.";
        if (Classes is { } names && (names.Count > MaxClasses || names.Any(name => name is null or "" || name.Length > MaxNameLength)))
            return $"classes are at most {MaxClasses} names of at most {MaxNameLength} characters.";
        if (PreRollS is not (null or (>= 0 and <= MaxPreRollS)) || PostRollS is not (null or (>= 0 and <= MaxPostRollS)))
            return $"pre_roll_s is 0 to {MaxPreRollS}, post_roll_s 0 to {MaxPostRollS} seconds.";
        changed = new RecordingRule(
            Mode is null ? rule.Mode : Modes.First(known => known.Name == Mode).Mode, Classes ?? rule.Classes,
            PreRollS is { } before ? TimeSpan.FromSeconds(before) : rule.PreRoll, PostRollS is { } after ? TimeSpan.FromSeconds(after) : rule.PostRoll,
            Buffer ?? rule.Buffer);
        return changed is { Mode: RecordingMode.Class, Classes.Count: 0 } ? "classes names the classes that mode class waits for." : null;
    }
}
