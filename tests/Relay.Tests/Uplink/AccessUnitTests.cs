using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Uplink;

namespace RealtimeDetect.Relay.Tests.Uplink;

public sealed class AccessUnitTests
{
    private const long MaxPixels = 16_000_000;

    // As Chromium's VideoEncoder wrote it for 1280 x 720, from an I420 camera frame.
    private static readonly byte[] ChromiumKey = Convert.FromHexString(
        "000000016742c01f8c8d402802dd35060606078442350000000168ce3c800000000165b80004");

    [Fact]
    public void Read_ChromiumsKeyFrame_TellsSizeAndColour()
    {
        Assert.Equal(UnitFault.None, AccessUnit.Read(ChromiumKey, MaxPixels, out AccessUnit unit));

        Assert.True(unit.IsKey);
        Assert.Equal(new SequenceParameters(new PixelSize(1280, 720), IsFullRange: false, IsBt709: false), unit.Sequence);
    }

    // As Chromium's OpenH264 wrote it after a change from 960 x 540: the old size's set is still there, as number 0.
    private static readonly byte[] ChromiumChangedKey = Convert.FromHexString(
        "0000000167640c1fac191a80f0117ee01e1108d40000000167640c1f4b0646a0320efe2201e1108d400000000168a38f200000000165b80006");

    [Fact]
    public void Read_KeyFrameWithTheSetOfTheSizeBefore_TellsTheSizeOfThePicture()
    {
        Assert.Equal(UnitFault.None, AccessUnit.Read(ChromiumChangedKey, MaxPixels, out AccessUnit unit));

        Assert.True(unit.IsKey);
        Assert.Equal(new PixelSize(800, 450), unit.Sequence?.Size);
    }

    [Fact]
    public void Read_SlicesOfTwoSizes_IsNotSupported()
    {
        // Picture parameter set 1 (code 010) for sequence parameter set 0 (code 1), and a slice of it.
        byte[] unit = [.. ChromiumChangedKey, 0, 0, 1, 0x68, 0b0101_1000, 0, 0, 1, 0x65, 0b1011_0101];

        Assert.Equal(UnitFault.NotSupported, AccessUnit.Read(unit, MaxPixels, out _));
    }

    [Fact]
    public void Read_TwoSizesAndNoPictureSet_IsNotSupported()
    {
        byte[] unit = [.. ChromiumChangedKey.AsSpan(0, 41), 0, 0, 1, 0x65, 0xB8, 0x80];

        Assert.Equal(UnitFault.NotSupported, AccessUnit.Read(unit, MaxPixels, out _));
    }

    [Fact]
    public void Read_Delta_IsNoKeyAndTellsNoSize()
    {
        Assert.Equal(UnitFault.None, AccessUnit.Read(TestUnits.Delta, MaxPixels, out AccessUnit unit));

        Assert.Equal(new AccessUnit(false, null), unit);
    }

    [Fact]
    public void Read_IdrWithoutParameterSets_IsNoKey()
    {
        Assert.Equal(UnitFault.None, AccessUnit.Read([0, 0, 1, 0x65, 0x88], MaxPixels, out AccessUnit unit));

        Assert.False(unit.IsKey);
    }

    [Theory]
    [InlineData(null, 0u, false, false)]
    [InlineData(false, 6u, false, false)]
    [InlineData(true, 1u, true, true)]
    [InlineData(false, 1u, false, true)]
    public void Read_Colour_IsTold(bool? fullRange, uint matrix, bool isFullRange, bool isBt709)
    {
        byte[] sequence = TestUnits.Sequence(4, 3, colour: fullRange is { } range ? (range, matrix) : null);

        Assert.Equal(UnitFault.None, AccessUnit.Read(TestUnits.KeyOf(sequence), MaxPixels, out AccessUnit unit));

        Assert.Equal(new SequenceParameters(new PixelSize(64, 48), isFullRange, isBt709), unit.Sequence);
    }

    [Fact]
    public void Read_Cropped_TellsWhatIsShown()
    {
        AccessUnit.Read(TestUnits.KeyOf(TestUnits.Sequence(4, 3, cropRight: 7)), MaxPixels, out AccessUnit unit);

        Assert.Equal(new PixelSize(50, 48), unit.Sequence?.Size);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_HighProfile_ScalingListsAreSkipped(bool hasScalingLists)
    {
        byte[] unit = TestUnits.KeyOf(TestUnits.HighSequence(chroma: 1, extraBits: 0, hasScalingLists));

        Assert.Equal(UnitFault.None, AccessUnit.Read(unit, MaxPixels, out AccessUnit read));
        Assert.Equal(new PixelSize(1280, 720), read.Sequence?.Size);
    }

    [Theory]
    [InlineData(0u, 0u)]
    [InlineData(2u, 0u)]
    [InlineData(3u, 0u)]
    [InlineData(1u, 2u)]
    public void Read_OtherChromaOrDepth_IsNotSupported(uint chroma, uint extraBits)
    {
        byte[] unit = TestUnits.KeyOf(TestUnits.HighSequence(chroma, extraBits, hasScalingLists: false));

        Assert.Equal(UnitFault.NotSupported, AccessUnit.Read(unit, MaxPixels, out _));
    }

    [Fact]
    public void Read_Interlaced_IsNotSupported() => Assert.Equal(
        UnitFault.NotSupported, AccessUnit.Read(TestUnits.KeyOf(TestUnits.Sequence(4, 3, isProgressive: false)), MaxPixels, out _));

    [Theory]
    [InlineData(4u, 3u, 3072, false)]
    [InlineData(4u, 3u, 3071, true)]
    [InlineData(1025u, 1u, MaxPixels, true)]
    [InlineData(4_000_000_000u, 4_000_000_000u, MaxPixels, true)]
    public void Read_Size_IsLimited(uint widthMbs, uint heightMbs, long maxPixels, bool isTooLarge) =>
        Assert.Equal(isTooLarge ? UnitFault.TooLarge : UnitFault.None, AccessUnit.Read(TestUnits.Key(widthMbs, heightMbs), maxPixels, out _));

    [Fact]
    public void Read_LargePictureCroppedToASmallOne_IsTooLarge()
    {
        byte[] unit = TestUnits.KeyOf(TestUnits.Sequence(1024, 1024, cropRight: 8190));

        Assert.Equal(UnitFault.TooLarge, AccessUnit.Read(unit, MaxPixels, out _));
    }

    [Fact]
    public void Read_LargerSizeInASecondSet_IsRefused()
    {
        byte[] unit = [0, 0, 0, 1, .. TestUnits.Sequence(4, 3), .. TestUnits.Key(8, 8)];

        Assert.Equal(UnitFault.NotSupported, AccessUnit.Read(unit, MaxPixels, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("000001")]
    [InlineData("00000109F0")]
    [InlineData("FFD8FFE0")]
    [InlineData("0000000465888400")]
    [InlineData("000001670000016588")]
    [InlineData("0000016742C01F0000016588")]
    public void Read_NoUnit_IsNotDecodable(string hex) =>
        Assert.Equal(UnitFault.NotDecodable, AccessUnit.Read(Convert.FromHexString(hex), MaxPixels, out _));

    [Fact]
    public void Read_AnyBytes_NeverThrows()
    {
        var random = new Random(7);
        byte[] sound = TestUnits.KeyOf(TestUnits.HighSequence(1, 0, hasScalingLists: true));
        for (int round = 0; round < 20_000; round++)
        {
            byte[] damaged = [.. sound.AsSpan(0, random.Next(sound.Length + 1))];
            for (int i = 0; i < 4 && damaged.Length > 0; i++)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);

            UnitFault fault = AccessUnit.Read(damaged, MaxPixels, out AccessUnit unit);

            Assert.True(fault != UnitFault.None || unit.Sequence is not { } sequence || sequence.Size.PixelCount <= MaxPixels);
        }
    }
}
