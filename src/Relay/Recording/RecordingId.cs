using System.Globalization;
using System.Security.Cryptography;

namespace RealtimeDetect.Relay.Recording;

/// <summary>Names of recordings: when they begin, UTC, and a few random characters, such as <c>20260102T030405678Z-1f3a</c>.</summary>
internal static class RecordingId
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmssfff'Z'";
    private const int RandomCharacters = 4;

    /// <summary>A new name.</summary>
    /// <param name="startedAtMs">When the recording begins, Unix milliseconds.</param>
    public static string New(long startedAtMs)
    {
        string time = DateTimeOffset.FromUnixTimeMilliseconds(startedAtMs).ToString(TimeFormat, CultureInfo.InvariantCulture);
        return $"{time}-{RandomNumberGenerator.GetHexString(RandomCharacters, lowercase: true)}";
    }

    /// <summary>Reads when the recording of a name begins; false if it is no such name.</summary>
    public static bool TryParse(string name, out long startedAtMs)
    {
        startedAtMs = 0;
        string[] parts = name.Split('-');
        if (parts.Length != 2 || parts[1].Length != RandomCharacters || !parts[1].All(char.IsAsciiHexDigitLower)
            || !DateTimeOffset.TryParseExact(
                parts[0], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
            return false;
        startedAtMs = time.ToUnixTimeMilliseconds();
        return true;
    }
}
