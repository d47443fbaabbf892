using System.Diagnostics;
using MicroReg.Testing.Processes;

namespace MicroReg.Node.Tests.Subscriptions;

/// <summary>The example of a subscriber that is called back, which the guide shows, in a process of its own.</summary>
internal sealed class PythonSubscriber(Uri registry) : IAsyncDisposable
{
    private readonly ChildProcess _process = ChildProcess.Start(new ProcessStartInfo(
        "python3", [Repository.File("examples", "Callback", "callback.py"), registry.GetLeftPart(UriPartial.Authority)]));

    /// <summary>The next line that it prints.</summary>
    public Task<string> NextAsync() => _process.NextLineAsync();

    /// <summary>The next line that begins so.</summary>
    public async Task<string> NextAsync(string start)
    {
        while (true)
            if (await NextAsync() is var line && line.StartsWith(start, StringComparison.Ordinal))
                return line;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
