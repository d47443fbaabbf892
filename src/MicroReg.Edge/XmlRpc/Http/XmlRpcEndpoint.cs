using MicroReg.Edge.Calls;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MicroReg.Edge.XmlRpc.Http;

/// <summary>
/// Answers one HTTP request. A call whose body has arrived with its header, as small ones do, and whose method answers at once runs without
/// any asynchronous state.
/// </summary>
internal sealed class XmlRpcEndpoint(XmlRpcDispatcher dispatcher, XmlRpcOptions options, ILogger logger, IXmlRpcMeasurements? measurements)
{
    private readonly AnswerSender _sender = new(options, logger);

    public Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Headers.Origin.Count > 0 && !BrowserOrigin.IsOwn(request))
            return Refusals.ForeignOriginAsync(context);
        if (request.ContentLength > options.Limits.MaxBodyBytes)
            return TooLargeAsync(context);
        if (request.Headers.ContentEncoding.Count > 0)
            return ReadAndAnswerAsync(context);
        try
        {
            if (!request.BodyReader.TryRead(out var read))
                return ReadAndAnswerAsync(context);
            if (read is { IsCompleted: true, Buffer.IsSingleSegment: true } && read.Buffer.Length <= options.Limits.MaxBodyBytes)
            {
                var isCall = XmlRpcReader.TryReadCall(
                    read.Buffer.FirstSpan, Charset.Of(request.ContentType), options.Limits, out var call, out var fault);
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return isCall ? AnswerAsync(context, call!) : SendMalformedAsync(context, fault!);
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start);
        }
        catch (BadHttpRequestException e)
        {
            return Refusals.BadRequestAsync(context, e);
        }
        catch (IOException)
        {
            // Kestrel throws this for an invalid chunk size, and for a caller that is gone.
            Log.CallerGone(logger);
            context.Abort();
            return Task.CompletedTask;
        }

        return ReadAndAnswerAsync(context);
    }

    private async Task ReadAndAnswerAsync(HttpContext context)
    {
        try
        {
            var body = await RequestBody.ReadAsync(context.Request, options.Limits.MaxBodyBytes).ConfigureAwait(false);
            await (body.Problem switch
            {
                BodyProblem.None => DecodeAndAnswerAsync(context, body.Content),
                BodyProblem.TooLarge => TooLargeAsync(context),
                BodyProblem.UnknownCoding => UnknownCodingAsync(context),
                _ => SendMalformedAsync(
                    context,
                    new(XmlRpcFaultCodes.NotWellFormed, "The body is not in the coding that its Content-Encoding names.")),
            }).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e)
        {
            await Refusals.BadRequestAsync(context, e).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException || (e is OperationCanceledException && context.RequestAborted.IsCancellationRequested))
        {
            Log.CallerGone(logger);
        }
    }

    private Task DecodeAndAnswerAsync(HttpContext context, PooledBuffer body)
    {
        XmlRpcCall? call;
        XmlRpcFault? fault;
        using (body)
        {
            if (!XmlRpcReader.TryReadCall(body.WrittenSpan, Charset.Of(context.Request.ContentType), options.Limits, out call, out fault))
                return SendMalformedAsync(context, fault);
        }

        return AnswerAsync(context, call);
    }

    private Task SendMalformedAsync(HttpContext context, XmlRpcFault fault)
    {
        measurements?.CountMalformed(fault.Code);
        return _sender.SendAsync(context, XmlRpcOutcome.Failed(fault));
    }

    private Task TooLargeAsync(HttpContext context)
    {
        measurements?.CountMalformed(StatusCodes.Status413PayloadTooLarge);
        return Refusals.TooLargeAsync(context, options.Limits);
    }

    private Task UnknownCodingAsync(HttpContext context)
    {
        measurements?.CountMalformed(StatusCodes.Status415UnsupportedMediaType);
        return Refusals.UnknownCodingAsync(context);
    }

    private Task AnswerAsync(HttpContext context, XmlRpcCall call)
    {
        var pending = dispatcher.InvokeAsync(call, CallContext.Of(context));
        return pending.IsCompletedSuccessfully ? _sender.SendAsync(context, pending.Result) : AwaitAndSendAsync(context, pending);
    }

    private async Task AwaitAndSendAsync(HttpContext context, ValueTask<XmlRpcOutcome> pending)
    {
        try
        {
            await _sender.SendAsync(context, await pending.ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            Log.CallerGone(logger);
        }
    }
}
