namespace RealtimeDetect.Relay.Viewers;

/// <summary>What a viewer says in its address, before the first frame.</summary>
/// <param name="Acks">
/// It will ping first and ack what it paints (<c>acks=1</c>): its link is not filled before the first ack has come.
/// </param>
/// <param name="TakesSmaller">It takes pictures of another size than the camera's (<c>smaller=1</c>) where its link carries no more.</param>
internal readonly record struct ViewerWishes(bool Acks, bool TakesSmaller)
{
    /// <summary>Reads an address' query; anything unknown is no wish.</summary>
    public static ViewerWishes Of(IQueryCollection query) => new(query["acks"] == "1", query["smaller"] == "1");
}
