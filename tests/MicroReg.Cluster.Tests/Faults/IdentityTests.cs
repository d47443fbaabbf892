using System.Net;
using MicroReg.Testing.Nodes;
using MicroReg.XmlRpc;

namespace MicroReg.Cluster.Tests.Faults;

/// <summary>Who belongs to a cluster, and who is who.</summary>
public sealed class IdentityTests
{
    [Fact]
    public async Task A_node_of_another_cluster_at_the_address_of_a_former_node_is_refused()
    {
        await using var cluster = await TestCluster.StartAsync(new ClusterShape(2, HasOwnNetwork: false));
        var (member, former) = (cluster.Nodes[0], cluster.Nodes[1]);
        await former.TerminateAsync();
        using var directory = new TempDirectory();
        await using var stranger = NodeProcess.Launch(NodeCommand.OfMember("stranger", former.Place, directory.Path, []));
        await stranger.ReadyAsync();
        await former.Registry.CallAsync("register", XmlRpcValue.Of("staging"), XmlRpcValue.Of("127.0.0.1"), XmlRpcValue.Of(9));
        await member.KillAsync();
        await member.StartAsync();

        await Patience.UntilAsync(() => Says(File.ReadAllText(member.LogFile)) && Says(stranger.Errors), () => "both say why");
        Assert.Equal(HttpStatusCode.NotFound, (await member.Registry.GetAsync("/api/services/staging")).Status);
        Assert.DoesNotContain("stranger", await member.Registry.GetStringAsync("/api/cluster"), StringComparison.Ordinal);

        static bool Says(string log) => log.Contains("belongs to another cluster", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_on_a_copy_of_the_data_directory_of_another_does_not_become_ready_and_disturbs_nobody()
    {
        await using var cluster = await TestCluster.StartAsync(new ClusterShape(2, HasOwnNetwork: false));
        var (other, original) = (cluster.Nodes[0], cluster.Nodes[1]);
        var copy = await cluster.AddNodeAsync();
        await original.TerminateAsync();
        copy.CopyData(original);
        await original.StartAsync();
        copy.Launch();

        await Patience.UntilAsync(
            () => File.Exists(copy.LogFile) && File.ReadAllText(copy.LogFile).Contains("has the same id", StringComparison.Ordinal),
            () => "the copy says why");
        var (status, body) = await copy.Registry.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("copy", System.Text.Encoding.UTF8.GetString(body), StringComparison.Ordinal);
        foreach (var node in new[] { other, original })
            Assert.Equal(HttpStatusCode.OK, (await node.Registry.GetAsync("/health/ready")).Status);
    }
}
