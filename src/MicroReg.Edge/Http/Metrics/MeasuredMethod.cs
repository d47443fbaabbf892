using System.Diagnostics;
using System.Diagnostics.Metrics;
using MicroReg.Edge.Calls;
using MicroReg.Edge.Input;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>Calls a method and measures how long it takes.</summary>
internal sealed class MeasuredMethod(XmlRpcMethod method, OutcomeCounts counts, Histogram<double> durations)
{
    private readonly KeyValuePair<string, object?> _method = new("method", method.Name);

    public ValueTask<XmlRpcOutcome> InvokeAsync(CallArguments arguments, CallContext context)
    {
        var start = Stopwatch.GetTimestamp();
        ValueTask<XmlRpcOutcome> pending;
        try
        {
            pending = method.Handler(arguments, context);
        }
        catch (Exception)
        {
            Record(start, XmlRpcFaultCodes.InternalError);
            throw;
        }

        if (!pending.IsCompletedSuccessfully)
            return AwaitAsync(start, pending);
        var outcome = pending.Result;
        Record(start, outcome.Fault?.Code);
        return new(outcome);
    }

    private async ValueTask<XmlRpcOutcome> AwaitAsync(long start, ValueTask<XmlRpcOutcome> pending)
    {
        int? fault = XmlRpcFaultCodes.InternalError;
        try
        {
            var outcome = await pending.ConfigureAwait(false);
            fault = outcome.Fault?.Code;
            return outcome;
        }
        finally
        {
            Record(start, fault);
        }
    }

    private void Record(long start, int? fault)
    {
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var count = counts.Of(fault);
        count.Add();
        durations.Record(seconds, _method, count.Tag);
    }
}
