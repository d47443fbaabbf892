using System.Collections.Concurrent;
using System.Threading.Channels;
using MicroReg.XmlRpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MicroReg.Client.Tests.Fakes;

/// <summary>A server that imitates a node. The test decides how it behaves, well or badly.</summary>
internal sealed class FakeNode : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<FakeStream> _streams = Channel.CreateUnbounded<FakeStream>();
    private readonly Channel<XmlRpcCall> _calls = Channel.CreateUnbounded<XmlRpcCall>();
    private readonly ConcurrentQueue<string> _cursors = new();

    private FakeNode()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/api/events", ServeStreamAsync);
        _app.MapGet("/health/ready", ServeReady);
        _app.MapPost("/RPC2", ServeCallAsync);
    }

    public Uri Address => new(_app.Urls.First());

    /// <summary>If set, event streams are answered with this status instead.</summary>
    public int? Refusal { get; set; }

    /// <summary>The answer of <c>/health/ready</c>.</summary>
    public bool IsReady { get; set; } = true;

    public bool IsStale { get; set; }

    /// <summary>If true, the connection is cut when readiness is asked for.</summary>
    public bool BreaksWhenAsked { get; set; }

    /// <summary>The answer to calls. Null means no answer until the caller gives up.</summary>
    public Func<XmlRpcCall, XmlRpcOutcome?> Answer { get; set; } = call =>
        XmlRpcOutcome.Of(call.MethodName == "register" ? XmlRpcValue.Of(7) : XmlRpcValue.Of(true));

    /// <summary>The cursors of the requests for streams, in order.</summary>
    public IEnumerable<string> Cursors => _cursors;

    /// <summary>How often readiness was asked for.</summary>
    public int ReadyAsked { get; private set; }

    public static async Task<FakeNode> StartAsync()
    {
        var node = new FakeNode();
        await node._app.StartAsync();
        return node;
    }

    /// <summary>The next stream that a watcher requests.</summary>
    public Task<FakeStream> NextStreamAsync() => _streams.Reader.ReadAsync().AsTask().Soon();

    /// <summary>The next call that arrives, whether it is answered or not.</summary>
    public Task<XmlRpcCall> NextCallAsync() => _calls.Reader.ReadAsync().AsTask().Soon();

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task ServeStreamAsync(HttpContext context)
    {
        var stream = new FakeStream(context);
        _cursors.Enqueue(stream.Cursor);
        if (Refusal is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }

        await stream.BeginAsync();
        await _streams.Writer.WriteAsync(stream);
        await stream.Ended;
    }

    private IResult ServeReady(HttpContext context)
    {
        ReadyAsked++;
        if (BreaksWhenAsked)
            context.Abort();
        if (IsStale)
            context.Response.Headers["MicroReg-Stale"] = "true";
        return Results.StatusCode(IsReady ? 200 : 503);
    }

    private async Task ServeCallAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Assert.True(XmlRpcReader.TryReadCall(body.ToArray(), null, XmlRpcLimits.Default, out var call, out var fault), fault?.Message);
        var answer = Answer(call);
        await _calls.Writer.WriteAsync(call);
        if (answer is not { } outcome)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        context.Response.ContentType = "text/xml";
        XmlRpcWriter.WriteResponse(context.Response.BodyWriter, outcome);
        await context.Response.BodyWriter.FlushAsync();
    }
}
