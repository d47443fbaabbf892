using MicroReg.Testing.Nodes;
using MicroReg.Testing.Processes;

namespace MicroReg.Testing.Tests.Nodes;

public sealed class NodeProcessTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_node_that_cannot_start_fails_at_once_with_what_it_said()
    {
        var failure = await Assert.ThrowsAsync<ProcessFailedException>(
            () => NodeProcess.StartAsync(_directory.Path, "--set", "microreg.storage.fsync=never"));

        Assert.Contains("microreg.storage.fsync", failure.Message, StringComparison.Ordinal);
    }
}
