using Akka.Configuration;
using MicroReg.Domain.Rules;
using MicroReg.Hosting;
using MicroReg.Node.Settings;

namespace MicroReg.Node.Tests.Settings;

public sealed class ClusterSettingsTests
{
    [Theory]
    [InlineData("10.0.0.1:4053", "10.0.0.1:4053")]
    [InlineData("registry-1.internal:4053", "registry-1.internal:4053")]
    [InlineData("[::1]:4053", "[::1]:4053")]
    [InlineData("[0:0:0:0:0:0:0:1]:4053", "[::1]:4053")]
    [InlineData("10.0.0.1:1,10.0.0.2:2,10.0.0.1:1", "10.0.0.1:1,10.0.0.2:2")]
    public void Seeds_are_hosts_with_ports(string given, string read) =>
        Assert.Equal(read.Split(','), Load($"microreg.cluster.seeds = \"{given}\"").Cluster!.Seeds);

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.0.1:0")]
    [InlineData("10.0.0.1:65536")]
    [InlineData("::1:4053")]
    [InlineData("[10.0.0.1]:4053")]
    [InlineData("akka.tcp://microreg@10.0.0.1:4053")]
    [InlineData(":4053")]
    public void A_seed_must_be_a_host_with_a_port(string given) =>
        Assert.StartsWith(
            "microreg.cluster.seeds", Assert.Single(ErrorsOf($"microreg.cluster.seeds = [\"{given}\"]")), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "127.0.0.1:4053")]
    [InlineData("registry.internal", "registry.internal:4053")]
    [InlineData("registry.internal:14053", "registry.internal:14053")]
    [InlineData("[::1]", "[::1]:4053")]
    [InlineData("[::1]:14053", "[::1]:14053")]
    public void Others_call_a_node_by_what_it_advertises(string given, string address) =>
        Assert.Equal(address, Load($"microreg.cluster.advertise = \"{given}\"").Cluster!.Address);

    [Theory]
    [InlineData("microreg.http.bind = \"0.0.0.0\", microreg.cluster.seeds = [\"10.0.0.1:4053\"]")]
    [InlineData("microreg.http.bind = \"::\", microreg.cluster.seeds = [\"10.0.0.1:4053\"]")]
    [InlineData("microreg.cluster.advertise = \"a b\"")]
    [InlineData("microreg.cluster.advertise = \"registry:99999\"")]
    [InlineData("microreg.cluster.advertise = \"registry:4053\", microreg.cluster.port = 0")]
    public void A_node_that_others_could_not_reach_does_not_start(string given) =>
        Assert.StartsWith("microreg.cluster.advertise", Assert.Single(ErrorsOf(given)), StringComparison.Ordinal);

    [Fact]
    public void On_every_address_a_node_may_listen_that_has_a_name_or_no_seeds()
    {
        Load("microreg.http.bind = \"0.0.0.0\", microreg.cluster.seeds = [\"10.0.0.1:4053\"], microreg.cluster.advertise = \"10.0.0.2\"");
        Load("microreg.http.bind = \"0.0.0.0\"");
    }

    [Fact]
    public void Settings_of_replication_reach_its_options()
    {
        var settings = Load("""
            microreg.registry.tombstone-retention = 2h
            microreg.diagnostics.clock-offset = -90s
            microreg.cluster { acknowledgement = all, strict = true, acknowledgement-timeout = 300ms, peer-timeout = 3s,
              hello-interval = 250ms, repair-interval = 7s, lonely-after = 8s, forget-after = 9h }
            """);

        var options = settings.Replication;
        Assert.Equal(
            (AcknowledgementLevel.All, true, -90),
            (settings.MicroDb.Acknowledgement, settings.MicroDb.IsStrict, settings.ClockOffset.TotalSeconds));
        Assert.Equal((0.3, 3, 0.25, 7, 8), (
            options.AcknowledgementTimeout.TotalSeconds,
            options.PeerTimeout.TotalSeconds,
            options.HelloInterval.TotalSeconds,
            options.RepairInterval.TotalSeconds,
            options.LonelyAfter.TotalSeconds));
        Assert.Equal((9, 2), (options.ForgetAfter.TotalHours, options.Retention.TotalHours));
    }

    private static string[] ErrorsOf(string text)
    {
        SettingsLoader.Load(
            ConfigurationFactory.ParseString(text.Replace(", microreg", "\nmicroreg", StringComparison.Ordinal)), out var errors);
        return [.. errors];
    }

    private static MicroRegSettings Load(string text)
    {
        var settings = SettingsLoader.Load(
            ConfigurationFactory.ParseString(text.Replace(", microreg", "\nmicroreg", StringComparison.Ordinal)), out var errors);
        Assert.Empty(errors);
        return settings.Registry;
    }
}
