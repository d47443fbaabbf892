using System.Text;

namespace MicroReg.Node.Tests;

/// <summary>The standard output of a node inside the test's process: tells when the ready line is printed.</summary>
internal sealed class ReadyWriter : TextWriter
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Completes with the first line.</summary>
    public Task Ready => _ready.Task;

    public override void WriteLine(string? value) => _ready.TrySetResult();

    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }
}
