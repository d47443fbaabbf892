using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;
using MicroReg.Edge.Calls;
using MicroReg.Edge.Input;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>The method with which an instance renews its lease.</summary>
internal sealed class LeaseMethods(IRegistry registry)
{
    public IEnumerable<XmlRpcMethod> All =>
    [
        new(
            "heartbeat",
            "Says that an instance is alive, at any node. An instance that was registered with a ttl must call it at least that often, "
            + "best every third of it, or it is failing; its next heartbeat takes that back. For an instance without a ttl it only tells "
            + "whether it is registered.",
            Signatures.Of("boolean string string int"),
            (arguments, _) => Heartbeat(arguments))
        {
            WhileNotReady = NotReadyRule.AnswerKnown,
            Parameters = [MethodParameters.Name, MethodParameters.Host, MethodParameters.Port],
            Result = "true, or false if this node knows no such instance: then register it again.",
            Faults = [503],
        },
    ];

    private ValueTask<XmlRpcOutcome> Heartbeat(CallArguments arguments)
    {
        arguments.ExpectCount(3, 3);
        var instance = new InstanceKey(arguments.Text(0, "name"), arguments.Text(1, "host"), arguments.Port(2));
        if (arguments.Fault is { } wrong)
            return new(Answers.Of(wrong));
        return new(registry.Heartbeat(instance).TryGet(out var isKnown, out var fault)
            ? XmlRpcOutcome.Of(XmlRpcValue.Of(isKnown))
            : Answers.Of(fault));
    }
}
