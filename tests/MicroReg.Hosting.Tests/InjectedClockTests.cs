using System.Net;
using System.Net.Sockets;
using MicroReg.Domain.Health;
using MicroReg.Domain.Networks;
using MicroReg.Domain.Records;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Hosting.Tests;

/// <summary>A host that brings its own clock has it used everywhere.</summary>
public sealed class InjectedClockTests
{
    [Fact]
    public async Task A_probe_of_a_host_with_its_own_clock_times_out_by_that_clock()
    {
        var clock = new FakeTimeProvider();
        await using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddMicroReg(new MicroRegSettings { Health = new() { Targets = TargetNetworks.Loopback } })
            .BuildServiceProvider();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var check = new HealthCheck(HealthCheckKind.Http, IntervalSeconds: 3600, TimeoutSeconds: 3600);
        var probe = services.GetRequiredService<IProber>().ProbeAsync(
            new Endpoint("127.0.0.1", ((IPEndPoint)silent.LocalEndpoint).Port), check, CancellationToken.None).AsTask();
        using var connection = await silent.AcceptTcpClientAsync();
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("no answer within 3600 s", (await probe.Soon()).Detail);
    }
}
