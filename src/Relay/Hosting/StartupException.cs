namespace RealtimeDetect.Relay.Hosting;

/// <summary>The server cannot start, and the message says why and what to do: it is printed without a stack trace, exit code 1.</summary>
internal sealed class StartupException : Exception
{
    /// <summary>Says why.</summary>
    public StartupException(string message)
        : base(message)
    {
    }

    /// <summary>Says why, and what it comes from.</summary>
    public StartupException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
