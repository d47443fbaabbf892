using MicroReg.Domain.Registry;
using MicroReg.Edge.Calls;
using MicroReg.Edge.Input;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>The methods with which operators inspect and change the cluster.</summary>
/// <param name="registry">The registry.</param>
/// <param name="time">This node's clock, which <c>cluster_status</c> shows.</param>
internal sealed class AdminMethods(IRegistry registry, TimeProvider time)
{
    public IEnumerable<XmlRpcMethod> All =>
    [
        new(
            "cluster_status",
            "Tells what this node knows about itself and the cluster.",
            Signatures.Of("struct"),
            (arguments, _) => ClusterStatus(arguments))
        {
            WhileNotReady = NotReadyRule.Answer,
            Result = "a struct: `node`, `ready`, `stale`, `reason`, `accepts_writes`, `write_fault`, `members`, `known` (nodes that count "
                + "for a majority), `reachable` (of these), `peers` (each other known node: `standing`, `reachable`, `last_heard`, "
                + "`changes_behind`, `bytes_behind`, `changes_ahead`, `buckets_differing`, `differing_since`, `last_compared`, "
                + "`clock_ahead_ms`), `services`, `instances`, `subscriptions`, `health` (what this node monitors: `owned`, `leased`, "
                + "`probed`, `failing`, `held`, `holds` and `flapping` with the reasons, `beats`, `beats_forwarded`, `probes_good`, "
                + "`probes_bad`, `probes_not_permitted`, `probes_in_flight`, `expired`, `recovered`, `contradicted`, `removed`, "
                + "`pauses`), `vector`, `divergence` (`buckets_differing`, `changes_behind`, `since`), `degraded_writes`, "
                + "`restored_parts`, `time`.",
        },
        new(
            "forget_node",
            "Gives up a node that will not come back, so that majorities no longer count it. Should it come back, it takes a complete copy "
            + "of the records first.",
            Signatures.Of("boolean string"),
            ForgetNodeAsync)
        {
            WhileNotReady = NotReadyRule.AnswerKnown,
            Parameters = [new("node", "string", "The id of the node, its address as host:port, or its name if no two nodes share it.")],
            Result = "true, or false if no such node is known.",
            Faults = [409, .. MethodParameters.WriteFaults],
        },
        new(
            "release_holds",
            "Ends self-preservation at every reachable node. Instances that it kept from failing are failing from now on "
            + "(`cluster_status` tells why it was active), and it does not start again for five minutes.",
            Signatures.Of("int"),
            ReleaseSelfPreservationAsync)
        {
            WhileNotReady = NotReadyRule.Answer,
            Result = "how many instances this node had kept from failing.",
            Faults = [503],
        },
    ];

    private ValueTask<XmlRpcOutcome> ClusterStatus(CallArguments arguments)
    {
        arguments.ExpectCount(0, 0);
        return new(arguments.Fault is { } wrong
            ? Answers.Of(wrong)
            : XmlRpcOutcome.Of(XmlRpcValue.Of(ClusterStruct.Of(registry.Status, registry.View, time.GetUtcNow()))));
    }

    private async ValueTask<XmlRpcOutcome> ForgetNodeAsync(CallArguments arguments, CallContext context)
    {
        arguments.ExpectCount(1, 1);
        var node = arguments.Text(0, "node");
        if (node.Length == 0)
            arguments.Refuse(0, "node", "the id, the address or the name of a node");
        return arguments.Fault is { } wrong
            ? Answers.Of(wrong)
            : Answers.Of(await registry.ForgetNodeAsync(node, context.Aborted).ConfigureAwait(false));
    }

    private async ValueTask<XmlRpcOutcome> ReleaseSelfPreservationAsync(CallArguments arguments, CallContext context)
    {
        arguments.ExpectCount(0, 0);
        return arguments.Fault is { } wrong
            ? Answers.Of(wrong)
            : Answers.Of(await registry.ReleaseSelfPreservationAsync(context.Aborted).ConfigureAwait(false));
    }
}
