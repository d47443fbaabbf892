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

    [Fact]
    public async Task A_node_is_started_as_its_setup_says()
    {
        var started = new List<int>();
        var setup = new NodeSetup
        {
            Settings = ["microreg.node.name=from-a-setting"],
            Environment = new Dictionary<string, string?>
            {
                ["MICROREG_OF_A_TEST"] = "yes",
                ["MICROREG_HEALTH_DEFAULT_CHECK_KIND"] = null,
            },
            WorkingDirectory = _directory.Path,
            OnStarted = started.Add,
        };

        await using var node = await NodeProcess.StartAsync(setup, _directory["data"]);

        Assert.Contains("MicroReg node from-a-setting ready", node.Output, StringComparison.Ordinal);
        Assert.Equal([node.Id], started);
        Assert.Equal(_directory.Path, new FileInfo($"/proc/{node.Id}/cwd").LinkTarget);
        var environment = (await File.ReadAllTextAsync($"/proc/{node.Id}/environ")).Split('\0');
        Assert.Contains("MICROREG_OF_A_TEST=yes", environment);
        Assert.DoesNotContain(environment, variable => variable.StartsWith("MICROREG_HEALTH_DEFAULT", StringComparison.Ordinal));
    }
}
