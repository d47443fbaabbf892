using Microsoft.AspNetCore.Http;

namespace MicroReg.Client.Tests.Fakes;

/// <summary>One event stream of a fake node, written by the test.</summary>
internal sealed class FakeStream(HttpContext context)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Cursor { get; } = context.Request.Headers["Last-Event-ID"].ToString();

    public string Query { get; } = context.Request.QueryString.Value ?? "";

    public Task Ended => Task.WhenAny(_ended.Task, WhenAbortedAsync());

    public async Task BeginAsync()
    {
        context.Response.ContentType = "text/event-stream";
        await SendAsync("retry: 1000\n\n");
    }

    public Task ResetAsync() => SendAsync(Sse.Reset);

    /// <summary>A cursor; the whole page before it in one piece.</summary>
    public Task PageAsync(string cursor, params string[] changes) => SendAsync(string.Concat(changes) + Sse.Cursor(cursor, more: false));

    /// <summary>A page after which there is more.</summary>
    public Task PageWithMoreAsync(string cursor, params string[] changes) => SendAsync(string.Concat(changes) + Sse.Cursor(cursor, more: true));

    public async Task SendAsync(string text)
    {
        await context.Response.WriteAsync(text);
        await context.Response.Body.FlushAsync();
    }

    /// <summary>The connection is cut, as by a killed process.</summary>
    public void Break()
    {
        context.Abort();
        _ended.TrySetResult();
    }

    /// <summary>The node ends the stream in good order.</summary>
    public void End() => _ended.TrySetResult();

    private Task WhenAbortedAsync()
    {
        var aborted = new TaskCompletionSource();
        context.RequestAborted.Register(aborted.SetResult);
        return aborted.Task;
    }
}
