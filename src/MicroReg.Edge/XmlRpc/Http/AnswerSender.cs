using MicroReg.XmlRpc;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MicroReg.Edge.XmlRpc.Http;

/// <summary>Sends answers, all with an exact <c>Content-Length</c>.</summary>
internal sealed class AnswerSender(XmlRpcOptions options, ILogger logger)
{
    public const string ContentType = "text/xml";

    // One spare buffer per thread is enough: a small answer returns its buffer before the thread takes the next.
    [ThreadStatic]
    private static PooledBuffer? _spare;

    public Task SendAsync(HttpContext context, in XmlRpcOutcome outcome)
    {
        var document = _spare ?? new PooledBuffer();
        _spare = null;
        try
        {
            XmlRpcWriter.WriteResponse(document, outcome);
        }
        catch (AnswerTooLargeException e)
        {
            document.Dispose();
            return SendAsync(context, XmlRpcOutcome.Failed(StatusCodes.Status413PayloadTooLarge, e.Message));
        }

        if (document.Streamed is not null || document.WrittenSpan.Length > options.CompressionThreshold)
            return SendLargeAsync(context, document);
        var response = context.Response;
        response.ContentType = ContentType;
        response.ContentLength = document.WrittenSpan.Length;
        var sent = response.BodyWriter.WriteAsync(document.WrittenMemory);
        if (!sent.IsCompletedSuccessfully)
            return AwaitAsync(sent.AsTask(), document);
        _ = sent.Result;
        GiveBack(document);
        return Task.CompletedTask;
    }

    private static async Task AwaitAsync(Task sent, PooledBuffer document)
    {
        await sent.ConfigureAwait(false);
        GiveBack(document);
    }

    private static void GiveBack(PooledBuffer document)
    {
        document.Clear();
        _spare = document;
    }

    private async Task SendLargeAsync(HttpContext context, PooledBuffer document)
    {
        var large = new LargeAnswer(document);
        try
        {
            // Decided before anything is written, so that a source that fails can still be answered with a proper fault.
            if (AcceptedCodings.PreferGzip(context.Request.Headers.AcceptEncoding) && large.Compress(options.CompressionThreshold))
                context.Response.Headers.ContentEncoding = "gzip";
            else
                large.Measure();
        }
        catch (Exception e)
        {
            Log.TextFailed(logger, e);
            large.Dispose();
            await SendAsync(context, XmlRpcOutcome.Failed(XmlRpcFaultCodes.InternalError, "internal error")).ConfigureAwait(false);
            return;
        }

        using (large)
        {
            context.Response.Headers.Vary = "Accept-Encoding";
            context.Response.ContentType = ContentType;
            context.Response.ContentLength = large.Length;
            await SendAsync(context, large).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(HttpContext context, LargeAnswer large)
    {
        try
        {
            await context.Response.StartAsync(context.RequestAborted).ConfigureAwait(false);
            await large.SendAsync(context.Response.BodyWriter, context.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException || (e is OperationCanceledException && context.RequestAborted.IsCancellationRequested))
        {
            Log.CallerGone(logger);
        }
        catch (Exception e)
        {
            // Half of the answer has been sent: only a broken connection can tell the caller.
            Log.TextFailed(logger, e);
            context.Abort();
        }
    }
}
