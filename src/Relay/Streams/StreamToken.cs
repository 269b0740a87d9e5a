using System.Security.Cryptography;
using System.Text;

namespace RealtimeDetect.Relay.Streams;

/// <summary>What names a stream, and lets whoever knows it send and watch: 1 to 64 characters of <c>A-Z a-z 0-9 _ -</c>.</summary>
/// <remarks>Never written to a log: <see cref="ToString"/> gives a short hash instead.</remarks>
internal readonly record struct StreamToken
{
    /// <summary>Longest token, characters.</summary>
    public const int MaxLength = 64;

    /// <summary>Bytes of the hash that stands for a token in logs.</summary>
    private const int TagBytes = 4;

    private StreamToken(string value) => Value = value;

    /// <summary>The token itself.</summary>
    public string Value { get; }

    /// <summary>Reads a token, or a session id, which has the same form.</summary>
    public static bool TryParse(string? text, out StreamToken token)
    {
        token = default;
        if (text is null || text.Length is 0 or > MaxLength)
            return false;
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-'))
                return false;
        }
        token = new StreamToken(text);
        return true;
    }

    /// <summary>A short hash for logs.</summary>
    public override string ToString() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Value)).AsSpan(0, TagBytes));
}
