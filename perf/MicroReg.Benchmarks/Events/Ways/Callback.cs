using System.Buffers;
using MicroReg.XmlRpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MicroReg.Benchmarks.Events.Ways;

/// <summary>XML-RPC <c>subscribe</c>: the node calls <c>registry_events</c> of a small Kestrel server in this process.</summary>
internal sealed class Callback : IWay
{
    public string Name => "callback";

    public async Task<Subscription> OpenAsync(int port, string cursor, CancellationToken cancel)
    {
        var open = new Open(port);
        await open.StartAsync(cursor, cancel);
        return open;
    }

    private sealed class Open(int port) : Subscription
    {
        private static readonly XmlRpcLimits Limits = new() { MaxBodyBytes = 16 * 1024 * 1024 };
        private static readonly byte[] Taken = Answer();
        private readonly FeedCalls _calls = new(port);
        private WebApplication? _server;
        private XmlRpcValue _id;

        public async Task StartAsync(string cursor, CancellationToken cancel)
        {
            Cursor = cursor;
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            builder.Services.AddRoutingCore();
            _server = builder.Build();
            _server.MapPost("/", TakeAsync);
            await _server.StartAsync(cancel);
            _id = await CallbackCalls.SubscribeAsync(_calls, _server.Urls.Single(), cursor, cancel);
        }

        public override async ValueTask DisposeAsync()
        {
            await _calls.CallAsync("unsubscribe", CancellationToken.None, _id);
            _calls.Dispose();
            if (_server is not null)
                await _server.DisposeAsync();
        }

        private async Task TakeAsync(HttpContext context)
        {
            var body = await context.Request.BodyReader.ReadToEndAsync(context.RequestAborted);
            if (XmlRpcReader.TryReadCall(body, "utf-8", Limits, out var call, out _)
                && call is { MethodName: "registry_events", Parameters.Count: 2 })
            {
                var page = FeedPageAnswer.Of(call.Parameters[1]);
                foreach (var (record, status) in page.Changes)
                    Hear(record, status);
                Cursor = page.Cursor;
            }
            context.Response.ContentType = "text/xml";
            context.Response.ContentLength = Taken.Length;
            await context.Response.Body.WriteAsync(Taken, context.RequestAborted);
        }

        private static byte[] Answer()
        {
            var answer = new ArrayBufferWriter<byte>();
            XmlRpcWriter.WriteResponse(answer, XmlRpcOutcome.Of(XmlRpcValue.Of(true)));
            return answer.WrittenSpan.ToArray();
        }
    }
}
