using System.Net;
using System.Text;
using MicroReg.Domain.Health;
using MicroReg.Domain.Networks;
using MicroReg.Domain.Records;
using MicroReg.Edge.Probing;

namespace MicroReg.Edge.Tests.Probing;

public sealed class HttpProbeTests : IAsyncLifetime, IDisposable
{
    private readonly SocketProber _prober = new(TargetNetworks.Loopback, TimeProvider.System);
    private ProbedServer _server = null!;

    public async Task InitializeAsync() => _server = await ProbedServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _prober.Dispose();

    [Theory]
    [InlineData(200, 200, 399, true)]
    [InlineData(204, 200, 399, true)]
    [InlineData(399, 200, 399, true)]
    [InlineData(400, 200, 399, false)]
    [InlineData(503, 200, 399, false)]
    [InlineData(503, 503, 503, true)]
    [InlineData(200, 204, 204, false)]
    public async Task A_status_within_the_range_is_good_and_any_other_is_not(int status, int from, int to, bool isGood)
    {
        _server.AnswerWith(status);
        Assert.Equal(
            isGood ? ProbeResult.Good : ProbeResult.Bad($"the answer is HTTP {status}, not {from} to {to}"),
            await ProbeAsync(new HealthCheck(HealthCheckKind.Http) { ExpectedStatusFrom = from, ExpectedStatusTo = to }));
    }

    [Fact]
    public async Task An_HTTP_probe_asks_for_the_path_as_given_and_sends_no_needless_header()
    {
        Assert.Equal(ProbeResult.Good, await ProbeAsync(new HealthCheck(HealthCheckKind.Http) { Path = "/a/../health%2f?deep=1" }));

        Assert.Equal($"GET /a/../health%2f?deep=1 127.0.0.1:{_server.Port}", Assert.Single(_server.Asked));
        Assert.Equal(["Connection", "Host", "User-Agent"], _server.LastHeaders.Select(header => header.Key).Order(StringComparer.Ordinal));
        Assert.Equal("close", _server.LastHeaders.Connection);
    }

    [Theory]
    [InlineData("shop.example")]
    [InlineData("shop.example:8443")]
    public async Task The_Host_header_can_be_another_one(string header)
    {
        await ProbeAsync(new HealthCheck(HealthCheckKind.Http) { HostHeader = header });
        Assert.Equal($"GET / {header}", Assert.Single(_server.Asked));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("http://127.0.0.1")]
    [InlineData("HTTP://127.0.0.1")]
    [InlineData("localhost")]
    public async Task A_host_without_scheme_is_asked_by_http(string host)
    {
        Assert.Equal(ProbeResult.Good, await ProbeAsync(new HealthCheck(HealthCheckKind.Http), host));
        Assert.Single(_server.Asked);
    }

    [Theory]
    [InlineData("::1")]
    [InlineData("[::1]")]
    [InlineData("http://[::1]")]
    public async Task An_IPv6_address_stands_in_brackets_in_the_Host_header(string host)
    {
        await using var server = await ProbedServer.StartAsync(address: IPAddress.IPv6Loopback);
        Assert.Equal(
            ProbeResult.Good, await _prober.ProbeAsync(new Endpoint(host, server.Port), new HealthCheck(HealthCheckKind.Http), default));
        Assert.Equal($"GET / [::1]:{server.Port}", Assert.Single(server.Asked));
    }

    [Fact]
    public async Task Over_https_any_certificate_will_do()
    {
        await using var server = await ProbedServer.StartAsync(isTls: true);
        var check = new HealthCheck(HealthCheckKind.Http);
        Assert.Equal(ProbeResult.Good, await _prober.ProbeAsync(new Endpoint("https://127.0.0.1", server.Port), check, default));
        Assert.Equal(
            ProbeResult.Good,
            await _prober.ProbeAsync(new Endpoint("https://localhost", server.Port), check with { HostHeader = "shop.example" }, default));
        Assert.Equal([$"GET / 127.0.0.1:{server.Port}", "GET / shop.example"], server.Asked);
    }

    [Fact]
    public async Task A_target_without_TLS_is_not_well_for_an_HTTPS_probe()
    {
        Assert.Equal(
            ProbeResult.Bad("there is no TLS at this port, or none that both sides speak"),
            await ProbeAsync(new HealthCheck(HealthCheckKind.Http), "https://127.0.0.1"));
        Assert.Empty(_server.Asked);
    }

    [Fact]
    public async Task A_redirect_is_an_answer_and_nobody_goes_there()
    {
        await using var elsewhere = await ProbedServer.StartAsync();
        _server.Answer = context =>
        {
            context.Response.Redirect($"http://127.0.0.1:{elsewhere.Port}/");
            return Task.CompletedTask;
        };
        Assert.Equal(ProbeResult.Good, await ProbeAsync(new HealthCheck(HealthCheckKind.Http)));
        Assert.Equal(
            ProbeResult.Bad("the answer is HTTP 302, not 200 to 299"),
            await ProbeAsync(new HealthCheck(HealthCheckKind.Http) { ExpectedStatusTo = 299 }));
        Assert.Empty(elsewhere.Asked);
    }

    [Fact]
    public async Task The_body_of_the_answer_is_not_read_to_its_end()
    {
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Answer = async context =>
        {
            context.RequestAborted.Register(aborted.SetResult);
            var piece = new byte[100_000];
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(piece);
        };
        Assert.Equal(ProbeResult.Good, await ProbeAsync(new HealthCheck(HealthCheckKind.Http)));
        await aborted.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_head_without_end_is_not_read_to_its_end()
    {
        _server.Answer = context =>
        {
            foreach (var number in Enumerable.Range(0, 100))
                context.Response.Headers[$"x-{number}"] = new string('x', 1000);
            return context.Response.StartAsync();
        };
        Assert.Equal(ProbeResult.Bad("the head of the answer is too long"), await ProbeAsync(new HealthCheck(HealthCheckKind.Http)));
    }

    [Fact]
    public async Task An_HTTP_probe_does_not_send_cookies_back()
    {
        _server.Answer = context =>
        {
            context.Response.Headers.SetCookie = "seen=1";
            return context.Response.Body.WriteAsync(Encoding.ASCII.GetBytes("ok")).AsTask();
        };
        await ProbeAsync(new HealthCheck(HealthCheckKind.Http));
        await ProbeAsync(new HealthCheck(HealthCheckKind.Http));
        Assert.Empty(_server.LastHeaders.Cookie.ToArray());
        Assert.Equal(2, _server.Asked.Count);
    }

    private async Task<ProbeResult> ProbeAsync(HealthCheck check, string host = "127.0.0.1") =>
        await _prober.ProbeAsync(new Endpoint(host, _server.Port), check, default);
}
