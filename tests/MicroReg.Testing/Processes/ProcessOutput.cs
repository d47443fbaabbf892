using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace MicroReg.Testing.Processes;

/// <summary>
/// What a program prints: kept in memory, appended to a file if there is one, and watched for lines that somebody waits for.
/// </summary>
internal sealed class ProcessOutput : IDisposable
{
    private const int LinesInMessages = 20;

    /// <summary>More than a test reads; a server that runs for an hour may print more, of which the first are forgotten.</summary>
    private const int MostLines = 20_000;

    private readonly Lock _lock = new();
    private readonly List<(bool IsError, string Text)> _lines = [];
    private readonly List<(Regex Line, TaskCompletionSource<Match> Seen)> _awaited = [];
    private readonly Channel<string> _output = Channel.CreateBounded<string>(
        new BoundedChannelOptions(MostLines) { FullMode = BoundedChannelFullMode.DropOldest });
    private StreamWriter? _log;
    private bool _hasEnded;

    public ProcessOutput(string? logFile) => _log = logFile is null ? null : new StreamWriter(logFile, append: true) { AutoFlush = true };

    /// <summary>The lines of standard output, each for one reader; complete at the end of the program.</summary>
    public ChannelReader<string> OutputLines => _output.Reader;

    public string LastLines
    {
        get
        {
            lock (_lock)
                return string.Join('\n', _lines.TakeLast(LinesInMessages).Select(line => line.Text));
        }
    }

    public string Text(bool isError)
    {
        lock (_lock)
            return string.Concat(_lines.Where(line => line.IsError == isError).Select(line => line.Text + "\n"));
    }

    /// <summary>
    /// Completes with the first line of either stream, past or future, that matches; is cancelled if the program ends without one.
    /// </summary>
    public Task<Match> WhenSeen(Regex line)
    {
        lock (_lock)
        {
            if (_lines.Select(seen => line.Match(seen.Text)).FirstOrDefault(match => match.Success) is { } match)
                return Task.FromResult(match);
            if (_hasEnded)
                return Task.FromCanceled<Match>(new CancellationToken(canceled: true));
            var waiting = new TaskCompletionSource<Match>(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((line, waiting));
            return waiting.Task;
        }
    }

    /// <summary>Takes a line; null is the end of a stream, which <see cref="End"/> tells better.</summary>
    public void Take(string? text, bool isError)
    {
        if (text is null)
            return;
        lock (_lock)
        {
            if (_lines.Count == MostLines)
                _lines.RemoveRange(0, MostLines / 2);
            _lines.Add((isError, text));
            _log?.WriteLine(text);
            foreach (var (line, seen) in _awaited)
            {
                if (line.Match(text) is { Success: true } match)
                    seen.TrySetResult(match);
            }
        }

        if (!isError)
            _output.Writer.TryWrite(text);
    }

    /// <summary>The program has ended, and all that it printed has been taken.</summary>
    public void End()
    {
        _output.Writer.TryComplete();
        lock (_lock)
        {
            _hasEnded = true;
            _awaited.ForEach(waiting => waiting.Seen.TrySetCanceled());
        }
    }

    /// <summary>Closes the file. Lines of a program that was killed may still come.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _log?.Dispose();
            _log = null;
        }
    }
}
