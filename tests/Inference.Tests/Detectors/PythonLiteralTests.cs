using RealtimeDetect.Inference.Detectors;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Detectors;

public sealed class PythonLiteralTests
{
    [Theory]
    [InlineData("{0: 'person', 1: 'bus'}", "person|bus")]
    [InlineData("{0: 'person', 1: 'bus',}", "person|bus")]
    [InlineData("{ 0 :\"it's\" ,1: 'say \"hi\"' }", "it's|say \"hi\"")]
    [InlineData("{0: 'it\\'s', 1: 'a\\\\b'}", "it's|a\\b")]
    [InlineData("{0: 'caf\\xe9', 1: '\\u4eba', 2: '\\U0001f600'}", "café|人|😀")]
    [InlineData("{0: 'größe', 1: '猫'}", "größe|猫")]
    [InlineData("{0: 'a, b: c}', 1: ''}", "a, b: c}|")]
    [InlineData("{\"0\": \"cat\", \"1\": \"\\ud83d\\ude00\"}", "cat|😀")]
    [InlineData("['cat', 'dog']", "cat|dog")]
    [InlineData("{1: 'b', 0: 'a'}", "a|b")]
    public void ParseNames_WellFormed_GivesNames(string text, string expected)
    {
        Dictionary<int, string>? names = PythonLiteral.ParseNames(text);

        Assert.NotNull(names);
        Assert.Equal(expected.Split('|'), names.OrderBy(name => name.Key).Select(name => name.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("person")]
    [InlineData("{0: 'person'")]
    [InlineData("{0: 'person}")]
    [InlineData("{0: 'person'} + 1")]
    [InlineData("{0: person}")]
    [InlineData("{0 'person'}")]
    [InlineData("{0: 'a' 1: 'b'}")]
    [InlineData("{0: 'a', 0: 'b'}")]
    [InlineData("{-1: 'a'}")]
    [InlineData("{99999999999: 'a'}")]
    [InlineData("{'x': 'a'}")]
    [InlineData("{0: '\\q'}")]
    [InlineData("{0: '\\x4'}")]
    [InlineData("{0: '\\U99999999'}")]
    [InlineData("{0: '\\")]
    [InlineData("['a', 1]")]
    [InlineData("__import__('os').system('true')")]
    public void ParseNames_Malformed_GivesNull(string text) => Assert.Null(PythonLiteral.ParseNames(text));

    [Theory]
    [InlineData("[640, 480]", new[] { 640, 480 })]
    [InlineData("640", new[] { 640 })]
    [InlineData(" [ 320 ] ", new[] { 320 })]
    public void ParseIntegers_WellFormed_GivesNumbers(string text, int[] expected) =>
        Assert.Equal(expected, PythonLiteral.ParseIntegers(text));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("[640")]
    [InlineData("640, 480")]
    [InlineData("[6.4]")]
    [InlineData("auto")]
    public void ParseIntegers_Malformed_GivesNull(string text) => Assert.Null(PythonLiteral.ParseIntegers(text));
}
