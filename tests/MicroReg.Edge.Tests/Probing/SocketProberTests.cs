using System.Net;
using System.Net.Sockets;
using MicroReg.Domain.Health;
using MicroReg.Domain.Networks;
using MicroReg.Domain.Records;
using MicroReg.Edge.Probing;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Edge.Tests.Probing;

public sealed class SocketProberTests : IDisposable
{
    private static readonly HealthCheck Tcp = new(HealthCheckKind.Tcp);
    private static readonly HealthCheck Http = new(HealthCheckKind.Http);

    private readonly FakeTimeProvider _time = new();
    private readonly SocketProber _prober;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SocketProberTests()
    {
        _prober = new SocketProber(TargetNetworks.Loopback, _time);
        _listener.Start(backlog: 10);
    }

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _prober.Dispose();
        _listener.Dispose();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("http://127.0.0.1")]
    [InlineData("https://127.0.0.1")]
    [InlineData("HTTP://127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("http://localhost")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task A_target_that_can_be_connected_to_is_well_even_if_it_accepts_nobody(string host) =>
        Assert.Equal(ProbeResult.Good, await ProbeAsync(host, Tcp));

    [Theory]
    [InlineData("::1")]
    [InlineData("[::1]")]
    [InlineData("http://[::1]")]
    public async Task IPv6_hosts_are_probed_with_and_without_brackets(string host)
    {
        using var listener = new TcpListener(IPAddress.IPv6Loopback, 0);
        listener.Start();
        Assert.Equal(
            ProbeResult.Good, await _prober.ProbeAsync(new Endpoint(host, ((IPEndPoint)listener.LocalEndpoint).Port), Tcp, default));
    }

    [Fact]
    public async Task A_target_that_refuses_is_not_well()
    {
        using var closed = new Socket(SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        foreach (var check in (HealthCheck[])[Tcp, Http])
            Assert.Equal(
                ProbeResult.Bad("the connection was refused"),
                await _prober.ProbeAsync(new Endpoint("127.0.0.1", ((IPEndPoint)closed.LocalEndPoint!).Port), check, default));
    }

    [Fact]
    public async Task A_name_that_leads_nowhere_is_not_well() =>
        Assert.Equal(ProbeResult.Bad("the name is unknown"), await ProbeAsync("xn--a-ä.invalid", Tcp)); // no resolver need be asked

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("http://127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    public async Task Outside_the_networks_nobody_is_connected_to(string host)
    {
        using var elsewhere = new SocketProber(new TargetNetworks(NetworkSet.Of("::1"), NetworkSet.None), _time);
        using var denied = new SocketProber(TargetNetworks.Loopback with { Denied = NetworkSet.Of("127.0.0.0/8") }, _time);
        foreach (var prober in (SocketProber[])[elsewhere, denied])
            foreach (var check in (HealthCheck[])[Tcp, Http])
            {
                var found = await prober.ProbeAsync(new Endpoint(host, Port), check, default);
                Assert.Equal(
                    (ProbeOutcome.NotPermitted, $"no address of {host} is in the networks that may be probed"),
                    (found.Outcome, found.Detail));
            }

        Assert.False(_listener.Pending());
    }

    [Fact]
    public async Task A_target_that_does_not_answer_within_the_timeout_is_not_well()
    {
        var probe = ProbeAsync("127.0.0.1", Http with { TimeoutSeconds = 3 });
        using var accepted = await _listener.AcceptSocketAsync();
        Assert.NotEqual(0, await accepted.ReceiveAsync(new byte[1]));
        _time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(probe.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal(ProbeResult.Bad("no answer within 3 s"), await probe);
        await AssertClosedAsync(accepted);
    }

    [Fact]
    public async Task A_probe_ends_when_it_is_cancelled()
    {
        using var enough = new CancellationTokenSource();
        var probe = _prober.ProbeAsync(new Endpoint("127.0.0.1", Port), Http, enough.Token);
        using var accepted = await _listener.AcceptSocketAsync();

        await enough.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await probe);
        await AssertClosedAsync(accepted);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await _prober.ProbeAsync(new Endpoint("localhost", Port), Tcp, enough.Token));
    }

    [Fact]
    public async Task A_connection_is_closed_at_the_end_of_its_probe()
    {
        await ProbeAsync("127.0.0.1", Tcp);
        using var accepted = await _listener.AcceptSocketAsync();
        await AssertClosedAsync(accepted);
    }

    [Theory]
    [InlineData("SSH-2.0-server\r\n\r\n")]
    [InlineData("HTTP/1.1 200")]
    [InlineData("HTTP/1.1 twenty OK\r\n\r\n")]
    [InlineData("")]
    public async Task A_target_whose_answer_is_not_HTTP_is_not_well(string answer)
    {
        var probe = ProbeAsync("127.0.0.1", Http);
        using (var accepted = await _listener.AcceptSocketAsync())
        {
            await accepted.ReceiveAsync(new byte[1000]);
            await accepted.SendAsync(System.Text.Encoding.ASCII.GetBytes(answer));
        }

        var found = await probe;
        Assert.Equal(ProbeOutcome.Bad, found.Outcome);
        Assert.InRange(found.Detail.Length, 1, 200);
    }

    private Task<ProbeResult> ProbeAsync(string host, HealthCheck check) =>
        _prober.ProbeAsync(new Endpoint(host, Port), check, default).AsTask();

    /// <summary>Waits until the other side has closed, with or without a goodbye.</summary>
    private static async Task AssertClosedAsync(Socket accepted)
    {
        try
        {
            while (await accepted.ReceiveAsync(new byte[1000]).WaitAsync(TimeSpan.FromSeconds(60)) > 0)
                continue;
        }
        catch (SocketException reset)
        {
            Assert.Equal(SocketError.ConnectionReset, reset.SocketErrorCode);
        }
    }
}
