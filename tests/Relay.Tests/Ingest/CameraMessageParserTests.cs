using System.Text;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Transport;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Ingest;

public sealed class CameraMessageParserTests
{
    [Theory]
    [InlineData("""{"type":"frame_metadata","frameNumber":0,"timestamp":0}""")]
    [InlineData("""{"type":"frame_metadata","frameNumber":9007199254740991,"timestamp":1e14}""")]
    [InlineData("""{"type":"frame_metadata","frameNumber":5.0,"timestamp":1641234567890.25,"width":"wide","height":null}""")]
    [InlineData("""{"frameNumber":5,"timestamp":1}""")]
    [InlineData("""{"type":7,"frameNumber":5,"timestamp":1,"format":{"a":[1,2]}}""")]
    [InlineData(""" { "timestamp" : 1 , "frameNumber" : 5 } """)]
    public void Parse_WellFormedMetadata_IsMetadata(string text) => Assert.Equal(CameraMessageKind.Metadata, Parse(text).Kind);

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{} {}")]
    [InlineData("""{"type":"frame_metadata"}""")]
    [InlineData("""{"type":"frame_metadata","frameNumber":-1,"timestamp":1}""")]
    [InlineData("""{"type":"frame_metadata","frameNumber":1.5,"timestamp":1}""")]
    [InlineData("""{"type":"frame_metadata","frameNumber":9007199254740992,"timestamp":1}""")]
    [InlineData("""{"type":"frame_metadata","frameNumber":"1","timestamp":1}""")]
    [InlineData("""{"type":"frame_metadata","frameNumber":1,"timestamp":-1}""")]
    [InlineData("""{"type":"frame_metadata","frameNumber":1,"timestamp":100000000000001}""")]
    [InlineData("""{"type":"frame_metadata","frameNumber":1,"timestamp":1e999}""")]
    [InlineData("""{"type":"frame_metadata","frameNumber":1,"timestamp":NaN}""")]
    [InlineData("""{"type":"frame_metadata","frameNumber":1,"timestamp":1""")]
    public void Parse_BrokenMetadata_IsMalformed(string text) => Assert.Equal(CameraMessageKind.Malformed, Parse(text).Kind);

    [Fact]
    public void Parse_DeepNesting_IsMalformed()
    {
        string text = "{\"a\":" + new string('[', 100) + new string(']', 100) + "}";

        Assert.Equal(CameraMessageKind.Malformed, Parse(text).Kind);
    }

    [Fact]
    public void Parse_Ping_CarriesTimeAndClock()
    {
        CameraMessage message = Parse("""{"type":"clock_ping","t0":12.5,"offset_ms":-600000,"error_ms":0.4,"rtt_ms":0.7}""");

        Assert.Equal(new CameraMessage(CameraMessageKind.ClockPing, T0: 12.5, Clock: new ClockReading(-600000, 0.7, 0.4)), message);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"offset_ms\":1e300")]
    [InlineData(",\"offset_ms\":\"much\",\"error_ms\":1")]
    public void Parse_PingWithoutUsableOffset_TellsNoClock(string fields) =>
        Assert.Equal(new CameraMessage(CameraMessageKind.ClockPing, T0: 1), Parse($"{{\"type\":\"clock_ping\",\"t0\":1{fields}}}"));

    [Fact]
    public void Parse_MetadataWithTheCamerasTimes_ReadsThem()
    {
        CameraTimes times = Parse("""{"frameNumber":1,"timestamp":1000.5,"taken_at":1004.75,"sent_at":1013,"offset_ms":-40.25}""").Times;

        Assert.Equal(new CameraTimes(-40.25, 4.25f, 8.25f), times);
    }

    [Theory]
    [InlineData("\"taken_at\":1004")]
    [InlineData("\"taken_at\":999,\"sent_at\":1013")]
    [InlineData("\"taken_at\":1014,\"sent_at\":1013")]
    [InlineData("\"taken_at\":1004,\"sent_at\":99999999")]
    [InlineData("\"taken_at\":null,\"sent_at\":[1013]")]
    public void Parse_MetadataWithTimesThatCannotBe_ReadsNone(string fields) =>
        Assert.Equal(new CameraTimes(null), Parse($"{{\"frameNumber\":1,\"timestamp\":1000,{fields}}}").Times);

    [Theory]
    [InlineData("""{"type":"clock_ping","t0":"now"}""")]
    [InlineData("""{"type":"something_new","frameNumber":1}""")]
    public void Parse_UnknownOrTimeless_IsIgnored(string text) => Assert.Equal(CameraMessageKind.Ignored, Parse(text).Kind);

    [Fact]
    public void Parse_Metadata_AllocatesNothing()
    {
        byte[] text = """{"type":"frame_metadata","timestamp":1641234567890,"frameNumber":123,"width":1920,"height":1080,"format":"jpeg","taken_at":1641234567891,"sent_at":1641234567899.5,"offset_ms":3.25}"""u8.ToArray();
        CameraMessageParser.Parse(text);

        Assert.Equal(0, SteadyState.AllocatedBytes(() => CameraMessageParser.Parse(text)));
    }

    private static CameraMessage Parse(string text) => CameraMessageParser.Parse(Encoding.UTF8.GetBytes(text));
}
