using System.Diagnostics;
using System.Threading.Channels;
using MicroReg.Node.Tests.Documentation;

namespace MicroReg.Node.Tests.Subscriptions;

/// <summary>The example of a subscriber that is called back, which the guide shows, in a process of its own.</summary>
internal sealed class PythonSubscriber : IAsyncDisposable
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Process _process;

    public PythonSubscriber(Uri registry)
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("python3", [Script, registry.GetLeftPart(UriPartial.Authority)]) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private static string Script => Path.Combine(Pages.Root, "examples", "Callback", "callback.py");

    /// <summary>The next line that it prints.</summary>
    public async Task<string> NextAsync() => await _lines.Reader.ReadAsync().AsTask().WaitAsync(NodeProcess.Patience);

    /// <summary>The next line that begins so.</summary>
    public async Task<string> NextAsync(string start)
    {
        while (true)
            if (await NextAsync() is var line && line.StartsWith(start, StringComparison.Ordinal))
                return line;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(NodeProcess.Patience);
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is not null)
            _lines.Writer.TryWrite(line);
    }
}
