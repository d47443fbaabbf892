using System.Net;
using MicroReg.Domain.Kernel;

namespace MicroReg.Edge.Tests.Http;

public sealed class StaleHeaderTests
{
    [Theory]
    [InlineData("/api/services", HttpStatusCode.OK)]
    [InlineData("/api/services/nobody", HttpStatusCode.NotFound)]
    [InlineData("/api/cluster", HttpStatusCode.OK)]
    [InlineData("/health/ready", HttpStatusCode.OK)]
    [InlineData("/", HttpStatusCode.OK)]
    public async Task Answers_of_a_stale_node_say_so(string path, HttpStatusCode status)
    {
        await using var server = await EdgeServer.StartAsync();
        await AssertSaysOnlyIfStaleAsync(server, () => server.Web.GetAsync(new Uri(path, UriKind.Relative)), status);
    }

    [Theory]
    [InlineData("/", "<methodCall><methodName>get_reg_count</methodName></methodCall>")]
    [InlineData("/RPC2", "<methodCall><methodName>get_reg_count</methodName></methodCall>")]
    [InlineData("/RPC2", "<methodCall><methodName>get_all_service_details</methodName></methodCall>")]
    [InlineData(
        "/RPC2", "<methodCall><methodName>unregister</methodName><params><param><value>orders</value></param></params></methodCall>")]
    [InlineData("/RPC2", "<methodCall><methodName>no_such_method</methodName></methodCall>")]
    [InlineData("/RPC2", "not XML")]
    public async Task XML_RPC_answers_of_a_stale_node_say_so(string path, string call)
    {
        await using var server = await EdgeServer.StartAsync();
        await AssertSaysOnlyIfStaleAsync(
            server, () => server.Web.PostAsync(new Uri(path, UriKind.Relative), new StringContent(call)), HttpStatusCode.OK);
    }

    [Fact]
    public async Task Ready_and_stale_can_both_be_true_with_a_reason()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Readiness = new Readiness(IsReady: true, IsStale: true, "None of the other known nodes is heard.");
        var (status, body) = await server.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            """{"ready":true,"stale":true,"reason":"None of the other known nodes is heard.","accepts_writes":true}""", RpcJson.Text(body));
    }

    private static async Task AssertSaysOnlyIfStaleAsync(EdgeServer server, Func<Task<HttpResponseMessage>> ask, HttpStatusCode status)
    {
        using (var fresh = await ask())
        {
            Assert.Equal(status, fresh.StatusCode);
            Assert.False(fresh.Headers.Contains("MicroReg-Stale"));
        }

        server.Registry.Readiness = new Readiness(IsReady: true, IsStale: true, "Alone.");
        using var stale = await ask();
        Assert.Equal(status, stale.StatusCode);
        Assert.Equal("true", Assert.Single(stale.Headers.GetValues("MicroReg-Stale")));
    }
}
