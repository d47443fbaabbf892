using MicroReg.Testing.Processes;

namespace MicroReg.Client.Tests.EndToEnd;

/// <summary>An example in a process of its own.</summary>
internal sealed class ExampleProcess(string example, string directory, params string[] arguments) : IAsyncDisposable
{
    private static readonly string[] LogLevels = ["info: ", "warn: ", "fail: "];

    private readonly ChildProcess _process = ChildProcess.StartOwn($"{example}.dll", arguments, workingDirectory: directory);

    /// <summary>Sends SIGTERM.</summary>
    public void Terminate() => _process.Signal(Signals.Terminate);

    /// <summary>Waits until the process ends by itself. It must end with exit code 0.</summary>
    /// <returns>Its standard output, without the log.</returns>
    public async Task<string[]> EndAsync()
    {
        Assert.Equal(0, await _process.EndAsync());
        return [.. _process.Output.Split('\n')
            .Where(line => line.Length > 0 && !line.StartsWith(' ') && !LogLevels.Any(line.StartsWith))];
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
