using System.IO.Pipelines;
using MicroReg.XmlRpc;
using Microsoft.AspNetCore.Http;

namespace MicroReg.Edge.XmlRpc.Http;

/// <summary>Answers to requests that are refused before their XML-RPC is looked at. These are HTTP statuses.</summary>
internal static class Refusals
{
    /// <summary>413, with a fault as the body for callers that read it. Closes the connection.</summary>
    public static async Task TooLargeAsync(HttpContext context, XmlRpcLimits limits)
    {
        context.Response.Headers.Connection = "close";
        var message = $"The request has more than {limits.MaxBodyBytes} bytes; send it in parts.";
        await WriteFaultAsync(context, StatusCodes.Status413PayloadTooLarge, message).ConfigureAwait(false);
        if (context.Request.Headers.Expect.Count == 0)
        {
            await DrainAsync(context.Request.BodyReader, (long)XmlRpcKestrelExtensions.DrainFactor * limits.MaxBodyBytes)
                .ConfigureAwait(false);
        }
    }

    /// <summary>403 for a page of another site that lets a browser call the registry behind its user's back.</summary>
    public static Task ForeignOriginAsync(HttpContext context) =>
        WriteFaultAsync(
            context,
            StatusCodes.Status403Forbidden,
            "A browser sent this for a page of another origin; the registry takes no calls from such pages.");

    /// <summary>415, with the codings that are supported.</summary>
    public static Task UnknownCodingAsync(HttpContext context)
    {
        context.Response.Headers.AcceptEncoding = "gzip, deflate";
        return WriteFaultAsync(
            context,
            StatusCodes.Status415UnsupportedMediaType,
            "The Content-Encoding is not known here; send gzip, deflate or none.");
    }

    /// <summary>An error that Kestrel found while the body was read.</summary>
    public static Task BadRequestAsync(HttpContext context, BadHttpRequestException e)
    {
        if (context.Response.HasStarted)
            return Task.CompletedTask;
        context.Response.Headers.Connection = "close";
        context.Response.StatusCode = e.StatusCode;
        context.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    private static async Task WriteFaultAsync(HttpContext context, int status, string message)
    {
        using var document = new PooledBuffer();
        XmlRpcWriter.WriteResponse(document, XmlRpcOutcome.Failed(status, message));
        context.Response.StatusCode = status;
        context.Response.ContentType = AnswerSender.ContentType;
        context.Response.ContentLength = document.WrittenSpan.Length;
        await context.Response.BodyWriter.WriteAsync(document.WrittenMemory).ConfigureAwait(false);
    }

    private static async Task DrainAsync(PipeReader body, long most)
    {
        try
        {
            for (long drained = 0; drained < most;)
            {
                var read = await body.ReadAsync().ConfigureAwait(false);
                drained += read.Buffer.Length;
                body.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted || read.IsCanceled)
                    return;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The answer has been sent; what the caller does next no longer matters.
        }
    }
}
