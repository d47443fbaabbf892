using System.Collections.Concurrent;
using System.Net;
using MicroReg.Testing.Networks;
using MicroReg.XmlRpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace MicroReg.Chaos.Subscribers;

/// <summary>Takes what nodes call, where they can reach it: on their own network, if they have one.</summary>
internal sealed class CallbackEndpoint : IAsyncDisposable
{
    private static readonly XmlRpcLimits Limits = XmlRpcLimits.Default with { MaxBodyBytes = 64 << 20 };

    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, Func<XmlRpcCall, Task<XmlRpcOutcome>>> _takers = [];
    private int _given;

    private CallbackEndpoint(NodePlace place)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore()
            .UseSockets(sockets => sockets.CreateBoundListenSocket = endpoint =>
            {
                if (place.NetworkFile.Length == 0)
                    return SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
                var socket = place.OpenSocket();
                socket.Bind(endpoint);
                return socket;
            })
            .ConfigureKestrel(kestrel =>
            {
                kestrel.Limits.MaxRequestBodySize = Limits.MaxBodyBytes;
                kestrel.Listen(new IPEndPoint(place.Address, place.HttpPort));
            });
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    /// <summary>Listens.</summary>
    public static async Task<CallbackEndpoint> StartAsync(NodePlace place)
    {
        var endpoint = new CallbackEndpoint(place);
        await endpoint._server.StartAsync();
        return endpoint;
    }

    /// <summary>A URL of its own for one that takes calls.</summary>
    public Uri Add(Func<XmlRpcCall, Task<XmlRpcOutcome>> taker)
    {
        var path = $"/subscriber-{Interlocked.Increment(ref _given)}";
        _takers[path] = taker;
        var address = _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new Uri(new Uri(address), path);
    }

    /// <summary>From now on this URL answers that there is nothing here.</summary>
    public void Remove(Uri url) => _takers.TryRemove(url.AbsolutePath, out _);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (!_takers.TryGetValue(context.Request.Path, out var taker))
        {
            context.Response.StatusCode = StatusCodes.Status410Gone;
            return;
        }

        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var outcome = XmlRpcReader.TryReadCall(body.ToArray(), null, Limits, out var call, out var wrong)
            ? await taker(call)
            : XmlRpcOutcome.Failed(wrong);
        context.Response.ContentType = "text/xml";
        XmlRpcWriter.WriteResponse(context.Response.BodyWriter, outcome);
        await context.Response.BodyWriter.FlushAsync();
    }
}
