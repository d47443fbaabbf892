using MicroReg.Domain.Health;

namespace MicroReg.Edge.Tests.Http.Metrics;

public sealed class HealthMetricsTests
{
    [Fact]
    public async Task Tell_of_the_watch_over_instances()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Health = SampleHealth.Status;
        var metrics = await Scrape.ReadAsync(server);
        foreach (var (name, value) in new (string, double)[]
        {
            ("microreg_health_owned", 40), ("microreg_health_leased", 30), ("microreg_health_probed", 11), ("microreg_health_failing", 2),
            ("microreg_health_held", 25), ("microreg_health_holds", 2), ("microreg_health_flapping", 1), ("microreg_probes_in_flight", 16),
            ("microreg_beats_total", 5_000_000_000), ("microreg_beats_forwarded_total", 12),
            ("""microreg_probes_total{outcome="good"}""", 13), (
                """microreg_probes_total{outcome="bad"}""", 14), ("""microreg_probes_total{outcome="not_permitted"}""", 15),
            ("microreg_health_expired_total", 17), ("microreg_health_recovered_total", 18), ("microreg_health_contradicted_total", 19),
            ("microreg_health_removed_total", 21), ("microreg_health_pauses_total", 22),
        })
            Assert.Equal((name, value), (name, metrics[name]));
    }

    [Fact]
    public async Task A_gauge_falls_and_a_counter_does_not()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Health = SampleHealth.Status;
        await Scrape.ReadAsync(server);
        server.Registry.Health = HealthStatus.None with { Expired = 1 };
        var metrics = await Scrape.ReadAsync(server);
        Assert.Equal((0, 0), (metrics["microreg_health_holds"], metrics["microreg_health_owned"]));
        Assert.Equal(18, metrics["microreg_health_expired_total"]);
    }
}
