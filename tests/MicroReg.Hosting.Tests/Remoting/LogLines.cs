using Microsoft.Extensions.Logging;

namespace MicroReg.Hosting.Tests.Remoting;

/// <summary>What a node logs, to be waited for.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly List<string> _lines = [];
    private readonly List<(string Part, TaskCompletionSource Seen)> _waiting = [];

    /// <summary>Completes once a line of a warning or error has this part.</summary>
    public async Task WaitForAsync(string part)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lines)
        {
            if (_lines.Any(line => line.Contains(part, StringComparison.Ordinal)))
                return;
            _waiting.Add((part, seen));
        }

        try
        {
            await seen.Task.Soon();
        }
        catch (TimeoutException)
        {
            lock (_lines)
                Assert.Fail($"No line with \"{part}\" came, but:\n{string.Join('\n', _lines)}");
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        var line = $"{formatter(state, exception)} {exception?.Message}";
        lock (_lines)
        {
            _lines.Add(line);
            foreach (var (_, seen) in _waiting.Where(waiting => line.Contains(waiting.Part, StringComparison.Ordinal)))
                seen.TrySetResult();
        }
    }

    public void Dispose()
    {
    }
}
