using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;
using Prometheus;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>Calls a method and takes the time.</summary>
internal sealed class MeasuredMethod(
    XmlRpcMethod method, Func<string, ICounter> counterOf, IObserver durations, Histogram<double> meterDurations)
{
    private readonly ICounter _succeeded = counterOf("ok");
    private readonly FaultCounters _failed = new(counterOf);

    public ValueTask<XmlRpcOutcome> InvokeAsync(XmlRpcArguments arguments, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        ValueTask<XmlRpcOutcome> pending;
        try
        {
            pending = method.Handler(arguments, cancellation);
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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
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
        durations.Observe(seconds);
        if (fault is { } code)
            _failed.Count(code);
        else
            _succeeded.Inc();
        if (meterDurations.Enabled)
            meterDurations.Record(seconds, new("method", method.Name), new("outcome", fault is { } number ? FaultCounters.Word(number) : "ok"));
    }
}
