using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace MicroReg.Benchmarks.Servers;

/// <summary>Reads what a server prints: finds the ready line, keeps the last lines for an error message.</summary>
internal sealed class ReadyLineWatcher(Regex? ready)
{
    private const int LinesKept = 20;
    private readonly TaskCompletionSource<Match> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _lines = new();

    public Task<Match> Ready => _ready.Task;

    public string LastLines => string.Join('\n', _lines);

    public void Attach(Process process)
    {
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => _ready.TrySetException(new BenchmarkFailedException(
            $"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} ended before it was ready.\n{LastLines}"));
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        _lines.Enqueue(line);
        if (_lines.Count > LinesKept)
            _lines.TryDequeue(out _);
        if (!_ready.Task.IsCompleted && ready?.Match(line) is { Success: true } match)
            _ready.TrySetResult(match);
    }
}
