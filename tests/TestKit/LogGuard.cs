using Microsoft.Extensions.Logging;

namespace RealtimeDetect.TestKit;

/// <summary>Keeps a server's log lines; an unexpected error or a token in clear fails the test.</summary>
/// <remarks><b>Threading:</b> any thread.</remarks>
public sealed class LogGuard : ILoggerProvider
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<string> _errors = [];

    /// <summary>All lines so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
                return [.. _lines];
        }
    }

    /// <summary>Takes out the errors so far: the test expected them.</summary>
    public IReadOnlyList<string> TakeErrors()
    {
        lock (_lock)
        {
            string[] errors = [.. _errors];
            _errors.Clear();
            return errors;
        }
    }

    /// <summary>Fails if there was an error that nobody took.</summary>
    public void ThrowIfErrors()
    {
        IReadOnlyList<string> errors = TakeErrors();
        if (errors.Count > 0)
            throw new InvalidOperationException($"The server logged {errors.Count} unexpected errors, the first: {errors[0]}");
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Add(LogLevel level, string line)
    {
        lock (_lock)
        {
            _lines.Add(line);
            if (level >= LogLevel.Error)
                _errors.Add(line);
        }
    }

    private sealed class Logger(LogGuard guard, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            guard.Add(logLevel, $"{logLevel} {category}[{eventId.Id}] {formatter(state, exception)} {exception}");
    }
}
