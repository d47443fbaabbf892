using MicroReg.Actors.Replication;
using MicroReg.Domain.Replication;
using Microsoft.Extensions.DependencyInjection;

namespace MicroReg.Hosting.Tests;

public sealed class ClusterSettingsTests
{
    private static readonly ClusterSettings Cluster = new("127.0.0.1", 4053, []);

    [Fact]
    public void A_registry_without_a_cluster_or_without_seeds_is_alone()
    {
        Assert.True(ReplicationOf(null).IsAlone);
        Assert.True(ReplicationOf(Cluster).IsAlone);
        Assert.False(ReplicationOf(Cluster with { Seeds = ["127.0.0.2:4053"] }).IsAlone);
    }

    [Fact]
    public void The_first_of_the_seeds_may_begin_alone()
    {
        Assert.True(ReplicationOf(Cluster with { Seeds = ["127.0.0.1:4053", "127.0.0.2:4053"] }).IsFirstSeed);
        Assert.False(ReplicationOf(Cluster with { Seeds = ["127.0.0.2:4053", "127.0.0.1:4053"] }).IsFirstSeed);
        Assert.True(ReplicationOf(Cluster with { Seeds = ["a:1", "b:2"], AdvertisedHost = "a", AdvertisedPort = 1 }).IsFirstSeed);
    }

    [Fact]
    public void Seeds_are_kept_once_and_in_the_form_in_which_addresses_are_compared() =>
        Assert.Equal(
            ["[::1]:4053", "10.0.0.1:1"],
            (Cluster with { Seeds = ["[0:0:0:0:0:0:0:1]:4053", "10.0.0.1:1", "[::1]:4053"] }).Seeds.ToArray());

    private static ReplicationOptions ReplicationOf(ClusterSettings? cluster)
    {
        using var services = new ServiceCollection()
            .AddLogging()
            .AddMicroReg(new MicroRegSettings { Cluster = cluster })
            .BuildServiceProvider();
        return services.GetRequiredService<ReplicaRuntime>().Options;
    }
}
