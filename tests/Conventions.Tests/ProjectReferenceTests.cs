using System.Xml.Linq;

namespace RealtimeDetect.Conventions.Tests;

public sealed class ProjectReferenceTests
{
    [Theory]
    [InlineData("src/Relay/Relay.csproj", "Adaptive, Inference")]
    [InlineData("src/Inference/Inference.csproj", "OnnxRuntime")]
    [InlineData("src/Adaptive/Adaptive.csproj", "")]
    public void Project_References_AreThoseOfTheHouse(string project, string expected)
    {
        IEnumerable<string> references = XDocument.Parse(RepositoryFiles.Text(project))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')))
            .Order(StringComparer.Ordinal);

        Assert.Equal(expected, string.Join(", ", references));
    }

    [Fact]
    public void Adaptive_Packages_AreNone()
    {
        Assert.Empty(XDocument.Parse(RepositoryFiles.Text("src/Adaptive/Adaptive.csproj")).Descendants("PackageReference"));
    }
}
