using System.CommandLine;

namespace RealtimeDetect.Relay.Hosting;

/// <summary>The program's own options, each of which is also a setting; anything else goes to ASP.NET Core's configuration.</summary>
/// <remarks><b>Errors:</b> an unknown option or a missing value is printed with the help, exit code 2.</remarks>
internal sealed class CommandLine
{
    /// <summary>Exit code of a command line that makes no sense.</summary>
    public const int UsageError = 2;

    private readonly Option<bool> _demo = new("--demo") { Description = "Add the stream 'demo': moving shapes, found by the embedded model. [Demo:Enabled]" };
    private readonly Option<string?> _model = new("--model") { Description = "YOLOv8 detection model (ONNX) to run. [Model:Path]", HelpName = "PATH" };
    private readonly Option<bool> _offline = new("--offline") { Description = "Never download a model. [Model:Offline]" };
    private readonly Option<bool> _https = new("--https") { Description = "Serve HTTPS too, as a phone's camera needs it. [Https:Enabled]" };
    private readonly Option<string?> _urls = new("--urls") { Description = "Addresses to listen on, ';' between them. Default http://127.0.0.1:8080. [Urls]", HelpName = "URLS" };
    private readonly RootCommand _root = new(
        "RealtimeDetect: live object detection from a phone's camera to any browser.\n\n"
        + "Every setting can also be given as --Section:Name=value, in appsettings.json, or in the environment as Section__Name.");

    private CommandLine()
    {
        _root.Options.Add(_demo);
        _root.Options.Add(_model);
        _root.Options.Add(_offline);
        _root.Options.Add(_https);
        _root.Options.Add(_urls);
    }

    /// <summary>Reads the arguments.</summary>
    /// <param name="args">As the program got them.</param>
    /// <param name="settings">Configuration pairs for the host.</param>
    /// <param name="exitCode">What to exit with when there is nothing to run.</param>
    /// <param name="output">Where help and errors go; null for the console.</param>
    /// <returns>False if the program is to end: help or an error was printed.</returns>
    public static bool TryParse(string[] args, out Dictionary<string, string?> settings, out int exitCode, TextWriter? output = null)
    {
        var line = new CommandLine();
        settings = [];
        string[] own = [.. args.Where(arg => !IsSetting(arg))];
        foreach (string setting in args.Where(IsSetting))
        {
            int equals = setting.IndexOf('=', StringComparison.Ordinal);
            settings[setting[2..equals]] = setting[(equals + 1)..];
        }
        ParseResult result = line._root.Parse(own);
        if (result.Errors.Count > 0 || result.Action is not null)
        {
            var console = new InvocationConfiguration { Output = output ?? Console.Out, Error = output ?? Console.Error };
            exitCode = result.Invoke(console) == 0 ? 0 : UsageError;
            return false;
        }
        line.Collect(result, settings);
        exitCode = 0;
        return true;
    }

    // --Section:Name=value, or --environment=… and the like.
    private static bool IsSetting(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal) && argument.Contains('=', StringComparison.Ordinal)
        && argument.AsSpan(2, argument.IndexOf('=', StringComparison.Ordinal) - 2) is var name
        && (name.Contains(':') || name is "environment" or "contentRoot");

    private void Collect(ParseResult result, Dictionary<string, string?> settings)
    {
        AddFlag(result, _demo, "Demo:Enabled", settings);
        AddFlag(result, _offline, "Model:Offline", settings);
        AddFlag(result, _https, "Https:Enabled", settings);
        if (result.GetValue(_model) is { } model)
            settings["Model:Path"] = model;
        if (result.GetValue(_urls) is { } urls)
            settings["urls"] = urls;
    }

    private static void AddFlag(ParseResult result, Option<bool> option, string setting, Dictionary<string, string?> settings)
    {
        // A flag that was not given must not speak against a setting from elsewhere; it has an implicit result all the same.
        if (result.GetResult(option) is { Implicit: false })
            settings[setting] = result.GetValue(option) ? "true" : "false";
    }
}
