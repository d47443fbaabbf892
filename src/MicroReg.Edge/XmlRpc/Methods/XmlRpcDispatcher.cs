using MicroReg.Edge.Calls;
using MicroReg.Edge.Input;
using MicroReg.XmlRpc;
using Microsoft.Extensions.Logging;

namespace MicroReg.Edge.XmlRpc.Methods;

/// <summary>Finds the method of a call and runs it. Neither an exception of a method nor its detail reaches the caller.</summary>
internal sealed class XmlRpcDispatcher
{
    private readonly ILogger _logger;
    private readonly IXmlRpcMeasurements? _measurements;

    /// <summary>Makes a dispatcher over these methods and those of <c>system.</c>, which it adds.</summary>
    /// <param name="methods">The methods.</param>
    /// <param name="limits">How much one call may ask for.</param>
    /// <param name="logger">Logs what fails inside a method.</param>
    /// <param name="measurements">Counts the calls; null if they are not counted.</param>
    public XmlRpcDispatcher(XmlRpcMethodTable methods, XmlRpcLimits limits, ILogger logger, IXmlRpcMeasurements? measurements = null)
    {
        ArgumentNullException.ThrowIfNull(methods);
        _logger = logger;
        _measurements = measurements;
        var introspection = new Introspection(() => Methods!);
        var multicall = new Multicall(this, limits);
        IEnumerable<XmlRpcMethod> all = [.. methods.Methods, .. introspection.Methods, multicall.Method];
        Methods = new XmlRpcMethodTable(measurements is null ? all : all.Select(measurements.Measure));
    }

    /// <summary>All methods, those of <c>system.</c> included.</summary>
    public XmlRpcMethodTable Methods { get; }

    /// <summary>Answers a call. Cancellation is the only exception that it throws.</summary>
    public ValueTask<XmlRpcOutcome> InvokeAsync(XmlRpcCall call, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!Methods.TryFind(call.MethodName, out var method))
            return new(NotFound(call.MethodName));
        try
        {
            var answer = method.Handler(new CallArguments(method.Name, call.Parameters), context);
            return answer.IsCompletedSuccessfully ? answer : Guard(answer, method, context);
        }
        catch (Exception e)
        {
            return IsCancellation(e, context)
                ? ValueTask.FromCanceled<XmlRpcOutcome>(context.Aborted)
                : new(InternalError(method, context.Caller, e));
        }
    }

    private XmlRpcOutcome NotFound(string name)
    {
        _measurements?.CountUnknown();
        return XmlRpcOutcome.Failed(XmlRpcFaultCodes.MethodNotFound, $"There is no method '{name}'; system.listMethods names them all.");
    }

    private static bool IsCancellation(Exception e, CallContext context) =>
        e is OperationCanceledException && context.Aborted.IsCancellationRequested;

    private async ValueTask<XmlRpcOutcome> Guard(ValueTask<XmlRpcOutcome> answer, XmlRpcMethod method, CallContext context)
    {
        try
        {
            return await answer.ConfigureAwait(false);
        }
        catch (Exception e) when (!IsCancellation(e, context))
        {
            return InternalError(method, context.Caller, e);
        }
    }

    private XmlRpcOutcome InternalError(XmlRpcMethod method, Caller caller, Exception e)
    {
        Log.MethodFailed(_logger, method.Name, caller, e);
        return XmlRpcOutcome.Failed(XmlRpcFaultCodes.InternalError, "internal error");
    }
}
