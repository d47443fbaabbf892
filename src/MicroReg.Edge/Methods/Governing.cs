using MicroReg.Domain.Registry;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>The methods by which an operator changes the cluster.</summary>
internal static class Governing
{
    public static async ValueTask<XmlRpcOutcome> ForgetNodeAsync(IRegistry registry, XmlRpcArguments arguments, CancellationToken cancellation)
    {
        arguments.ExpectCount(1, 1);
        var node = arguments.Text(0, "node");
        if (node.Length == 0)
            arguments.Refuse(0, "node", "the id, the address or the name of a node");
        if (arguments.Fault is { } wrong)
            return XmlRpcOutcome.Failed(wrong);
        var outcome = await registry.ForgetNodeAsync(node, cancellation).ConfigureAwait(false);
        return outcome.TryGet(out var isForgotten, out var fault) ? XmlRpcOutcome.Of(XmlRpcValue.Of(isForgotten)) : Answers.Of(fault);
    }
}
