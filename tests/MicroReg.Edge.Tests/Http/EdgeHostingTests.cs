using System.Net;
using MicroReg.Edge.Http;
using MicroReg.Edge.XmlRpc.Codec;
using MicroReg.Edge.XmlRpc.Http;

namespace MicroReg.Edge.Tests.Http;

public sealed class EdgeHostingTests
{
    [Fact]
    public async Task Limits_of_the_options_hold_for_requests()
    {
        var options = new EdgeOptions { XmlRpc = new XmlRpcOptions { Limits = new XmlRpcLimits { MaxBodyBytes = 1000 }, MaxHeaderBytes = 2000 } };
        await using var server = await EdgeServer.StartAsync(options);
        using var large = new ByteArrayContent(new byte[1001]);
        using var tooLarge = await server.Web.PostAsync(new Uri("/", UriKind.Relative), large);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/", UriKind.Relative)) { Headers = { { "X-Long", new string('x', 2000) } } };
        using var headers = await server.Web.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, headers.StatusCode);
        Assert.False(headers.Headers.Contains("Server"));
    }
}
