using System.Diagnostics;

namespace MicroReg.Client.Tests.EndToEnd;

/// <summary>An example in a process of its own.</summary>
internal sealed class ExampleProcess : IAsyncDisposable
{
    private static readonly string[] LogLevels = ["info: ", "warn: ", "fail: "];

    private readonly Process _process;
    private readonly Task<string> _output;

    public ExampleProcess(string example, string directory, params string[] arguments)
    {
        _process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{example}.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = directory,
        })!;
        _output = _process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>SIGTERM.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync().Soon();
    }

    /// <summary>Waits until it ends by itself, as it should with 0.</summary>
    /// <returns>What it printed, without what it logged.</returns>
    public async Task<string[]> EndAsync()
    {
        await _process.WaitForExitAsync().Soon();
        Assert.Equal(0, _process.ExitCode);
        return [.. (await _output).Split('\n').Where(line => line.Length > 0 && !line.StartsWith(' ') && !LogLevels.Any(line.StartsWith))];
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
