using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>The RFC 9457 problem documents that endpoints answer with.</summary>
internal static class Problems
{
    /// <summary>A path names no possible stream.</summary>
    public static IResult MalformedToken() => Of(
        StatusCodes.Status404NotFound, $"A token is 1 to {StreamToken.MaxLength} characters of A-Z a-z 0-9 _ -.");

    /// <summary>The server has no room for a further socket or stream.</summary>
    public static IResult NoRoom(string what) => Of(StatusCodes.Status503ServiceUnavailable, what);

    /// <summary>Any other.</summary>
    public static IResult Of(int status, string detail) => Results.Problem(detail, statusCode: status);
}
