using System.Net;
using System.Reflection;
using MicroReg.Edge.Calls;
using MicroReg.Edge.Http;
using Microsoft.AspNetCore.Http;

namespace MicroReg.Edge.Tests.Calls;

public sealed class CallContextTests
{
    [Fact]
    public void A_call_context_knows_where_the_call_comes_from_and_when_its_caller_has_gone()
    {
        using var gone = new CancellationTokenSource();
        var http = new DefaultHttpContext { RequestAborted = gone.Token };
        http.Connection.RemoteIpAddress = IPAddress.Parse("10.0.0.7");
        http.Connection.RemotePort = 51022;
        var context = CallContext.Of(http);
        Assert.Equal(new Caller(IPAddress.Parse("10.0.0.7"), 51022), context.Caller);
        Assert.Equal("10.0.0.7:51022", context.Caller.ToString());
        Assert.Equal(gone.Token, context.Aborted);
        Assert.True(context.MayWait);
    }

    [Fact]
    public void A_call_context_knows_little_of_a_caller_without_an_address() =>
        Assert.Equal("an unknown address", CallContext.Of(new DefaultHttpContext()).Caller.ToString());

    [Fact]
    public async Task Every_endpoint_except_method_calls_takes_a_call_context()
    {
        await using var server = await EdgeServer.StartAsync(new EdgeOptions { AllowCollect = true });
        var handlers = server.Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<MethodInfo>()?.DeclaringType?.Assembly == typeof(CallContext).Assembly)
            .ToDictionary(endpoint => endpoint.DisplayName!, endpoint => endpoint.Metadata.GetMetadata<MethodInfo>()!);
        Assert.InRange(handlers.Count, 15, 100);
        Assert.All(handlers, one => Assert.True(
            one.Value.GetParameters().Any(parameter => parameter.ParameterType == typeof(CallContext)) || one.Value.Name == "HandleAsync",
            one.Key));
    }
}
