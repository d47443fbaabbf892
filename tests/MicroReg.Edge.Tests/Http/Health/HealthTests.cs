using System.Net;
using MicroReg.Domain.Kernel;

namespace MicroReg.Edge.Tests.Http.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task The_node_is_ready_when_the_registry_is()
    {
        await using var server = await EdgeServer.StartAsync();
        var (status, body) = await server.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"ready":true,"stale":false,"reason":"","accepts_writes":true}""", RpcJson.Text(body));
    }

    [Fact]
    public async Task A_node_that_is_not_ready_says_why_and_is_alive()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Readiness = new Readiness(IsReady: false, IsStale: true, "Catching up.");
        server.Registry.WriteFault = new RegistryFault(FaultKind.Unavailable, "Not yet.");
        using var response = await server.Web.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("true", Assert.Single(response.Headers.GetValues("MicroReg-Stale")));
        Assert.Equal(
            """{"ready":false,"stale":true,"reason":"Catching up.","accepts_writes":false}""", await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/health/live")).Status);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_endpoints_answer_HEAD_requests(string path)
    {
        await using var server = await EdgeServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative));
        using var response = await server.Web.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
