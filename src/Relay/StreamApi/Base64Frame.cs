using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace RealtimeDetect.Relay.StreamApi;

/// <summary>Decodes a frame's base64 into a pooled buffer; the only copy that is made of it.</summary>
internal static class Base64Frame
{
    /// <summary>Decodes one frame; a <c>data:</c> prefix, as a browser's <c>toDataURL</c> writes it, is left out.</summary>
    /// <param name="utf8">The message's text.</param>
    /// <param name="message">What was read of it.</param>
    /// <param name="jpeg">A buffer rented from <see cref="ArrayPool{T}.Shared"/>, which is the caller's; null unless true is returned.</param>
    /// <param name="length">Bytes of JPEG in it.</param>
    /// <returns>False if it is no base64, or empty.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> utf8, in StreamMessage message, out byte[]? jpeg, out int length)
    {
        ReadOnlySpan<byte> text = utf8[message.Frame];
        byte[]? unescaped = null;
        if (message.FrameIsEscaped)
        {
            unescaped = ArrayPool<byte>.Shared.Rent(text.Length);
            text = unescaped.AsSpan(0, Unescape(text, unescaped));
        }
        jpeg = ArrayPool<byte>.Shared.Rent(Base64.GetMaxDecodedFromUtf8Length(text.Length) + 1);
        text = WithoutPrefix(text);
        OperationStatus status = Base64.DecodeFromUtf8(text, jpeg, out _, out length);
        if (unescaped is not null)
            ArrayPool<byte>.Shared.Return(unescaped);
        if (status == OperationStatus.Done && length > 0)
            return true;
        ArrayPool<byte>.Shared.Return(jpeg);
        jpeg = null;
        return false;
    }

    private static ReadOnlySpan<byte> WithoutPrefix(ReadOnlySpan<byte> text) =>
        text.StartsWith("data:"u8) && text.IndexOf((byte)',') is >= 0 and var comma ? text[(comma + 1)..] : text;

    // Rare: some writers put a backslash before each slash. The reader knows all escapes; it wants the quotes back.
    private static int Unescape(ReadOnlySpan<byte> text, byte[] destination)
    {
        byte[] quoted = ArrayPool<byte>.Shared.Rent(text.Length + 2);
        try
        {
            quoted[0] = (byte)'"';
            text.CopyTo(quoted.AsSpan(1));
            quoted[text.Length + 1] = (byte)'"';
            var reader = new Utf8JsonReader(quoted.AsSpan(0, text.Length + 2));
            reader.Read();
            return reader.CopyString(destination);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(quoted);
        }
    }
}
