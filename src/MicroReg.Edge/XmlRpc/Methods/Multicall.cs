using MicroReg.Edge.Calls;
using MicroReg.Edge.Input;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.XmlRpc.Methods;

/// <summary>
/// <c>system.multicall</c>: many calls in one request, run one after another. Each result is an array of one value and each fault a struct,
/// so one bad call does not fail the others.
/// </summary>
internal sealed class Multicall(XmlRpcDispatcher dispatcher, XmlRpcLimits limits)
{
    private const string Name = "system.multicall";

    public XmlRpcMethod Method => new(Name, "Runs calls one after another. None of them waits for events.", [["array", "array"]], RunAsync)
    {
        Parameters = [new("calls", "array", $"Structs of `methodName` and `params`, at most {limits.MaxCallsPerMulticall}.")],
        Result = "an array with an entry for each call: an array of its one result, or a struct of `faultCode` and `faultString`.",
        Faults = [XmlRpcFaultCodes.TooLarge],
    };

    private async ValueTask<XmlRpcOutcome> RunAsync(CallArguments arguments, CallContext context)
    {
        arguments.ExpectCount(1, 1);
        var calls = arguments.OptionalItems(0, "calls") ?? [];
        if (calls.Count > limits.MaxCallsPerMulticall)
            arguments.Refuse($"{Name} takes at most {limits.MaxCallsPerMulticall} calls, not {calls.Count}; send several.");
        if (arguments.Fault is { } fault)
            return Answers.Of(fault);
        var inner = context with { MayWait = false };
        var results = new XmlRpcValue[calls.Count];
        long size = 0;
        for (var i = 0; i < results.Length; i++)
        {
            context.Aborted.ThrowIfCancellationRequested();
            var outcome = size <= XmlRpcLimits.MaxAnswerBytes / 2
                ? await RunOneAsync(calls[i], inner).ConfigureAwait(false)
                : TooMuch;
            size += AnswerSize.Of(outcome.Value);
            results[i] = Wrap(outcome);
        }

        return XmlRpcOutcome.Of(XmlRpcValue.Of(results));
    }

    private static XmlRpcOutcome TooMuch { get; } =
        XmlRpcOutcome.Failed(413, "Not run: the calls before it have filled the answer; send it in another multicall.");

    private ValueTask<XmlRpcOutcome> RunOneAsync(in XmlRpcValue entry, CallContext context)
    {
        if (!entry.TryGetMembers(out var members) || !members.TryGet("methodName", out var method) || !method.TryTakeText(out var name))
            return Refuse("A call must be a struct of a string methodName and an array params.");
        if (name == Name)
            return Refuse($"{Name} cannot call itself.");
        XmlRpcValue[]? parameters = [];
        if (members.TryGet("params", out var list) && !list.TryTakeItems(out parameters))
            return Refuse($"The params of {name} must be an array.");
        if (parameters.Length > limits.MaxParameters)
            return Refuse($"A call may have at most {limits.MaxParameters} parameters.");
        return dispatcher.InvokeAsync(new XmlRpcCall(name, parameters), context);
    }

    private static ValueTask<XmlRpcOutcome> Refuse(string message) => new(XmlRpcOutcome.Failed(XmlRpcFaultCodes.InvalidRequest, message));

    private static XmlRpcValue Wrap(in XmlRpcOutcome outcome) => outcome.Fault is { } fault
        ? XmlRpcValue.Of(new XmlRpcStruct(2) { { "faultCode", fault.Code }, { "faultString", fault.Message } })
        : XmlRpcValue.Of([outcome.Value]);
}
