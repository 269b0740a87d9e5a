using RealtimeDetect.Relay.H264;

namespace RealtimeDetect.Relay.Tests.H264;

public sealed class NalUnitsTests
{
    [Theory]
    [InlineData("00000001 6742 00000001 68CE 00000001 6588", "6742 68CE 6588")]
    [InlineData("000001 6742 000001 68CE 00000001 6588", "6742 68CE 6588")]
    [InlineData("0000000001 09F0 000001 4142 000000", "09F0 4142")]
    [InlineData("FFFF 000001 41", "41")]
    [InlineData("000001 000001 41", "41")]
    [InlineData("4142", "")]
    [InlineData("000001", "")]
    [InlineData("", "")]
    public void TryNext_AnyStartCodes_GivesWhatStandsBetween(string annexB, string expected)
    {
        var nals = new NalUnits(Convert.FromHexString(annexB.Replace(" ", "", StringComparison.Ordinal)));
        List<string> found = [];
        while (nals.TryNext(out ReadOnlySpan<byte> nal))
            found.Add(Convert.ToHexString(nal));

        Assert.Equal(expected, string.Join(' ', found));
    }
}
