using MicroReg.Testing.Nodes;

namespace MicroReg.Testing.Tests.Nodes;

public sealed class TestClusterTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_cluster_is_complete_again_without_a_node_that_left_and_with_one_that_joined()
    {
        await using var cluster = await TestCluster.StartAsync(new ClusterShape(2, HasOwnNetwork: false));
        await cluster.CompleteAsync();

        Assert.True(await cluster.Nodes[1].StopAsync(Patience.Limit));
        await cluster.CompleteAsync();
        Assert.Equal(1, (await NodeStatus.AskAsync(cluster.Nodes[0]))!.Members);

        await (await cluster.AddNodeAsync()).StartAsync();
        await cluster.CompleteAsync();
        Assert.Equal(2, (await NodeStatus.AskAsync(cluster.Nodes[2]))!.Members);
    }

    [Fact]
    public async Task A_cluster_in_a_directory_of_the_caller_leaves_its_data_there()
    {
        var shape = new ClusterShape(1, HasOwnNetwork: false) { Directory = _directory.Path };
        await using (var cluster = await TestCluster.StartAsync(shape))
            Assert.Equal(_directory.Path, cluster.Directory);

        Assert.NotEmpty(Directory.EnumerateFiles(_directory.Path, "*", SearchOption.AllDirectories));
    }
}
