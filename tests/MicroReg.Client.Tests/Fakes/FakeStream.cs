using Microsoft.AspNetCore.Http;

namespace MicroReg.Client.Tests.Fakes;

/// <summary>One event stream of a fake node. The test writes it.</summary>
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

    /// <summary>Ends a page with a cursor. The whole page is sent in one piece.</summary>
    public Task PageAsync(string cursor, params string[] changes) => SendAsync(string.Concat(changes) + Sse.Cursor(cursor, more: false));

    /// <summary>Ends a page after which there are more.</summary>
    public Task PageWithMoreAsync(string cursor, params string[] changes) =>
        SendAsync(string.Concat(changes) + Sse.Cursor(cursor, more: true));

    public async Task SendAsync(string text)
    {
        await context.Response.WriteAsync(text);
        await context.Response.Body.FlushAsync();
    }

    /// <summary>Cuts the connection, as when a process is killed.</summary>
    public void Break()
    {
        context.Abort();
        _ended.TrySetResult();
    }

    /// <summary>Ends the stream normally.</summary>
    public void End() => _ended.TrySetResult();

    private Task WhenAbortedAsync()
    {
        var aborted = new TaskCompletionSource();
        context.RequestAborted.Register(aborted.SetResult);
        return aborted.Task;
    }
}
