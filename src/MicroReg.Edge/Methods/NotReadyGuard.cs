using MicroReg.Domain.Kernel;
using MicroReg.Domain.Registry;
using MicroReg.Edge.Calls;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>Applies the <see cref="NotReadyRule"/> of each method. While the node is ready it costs one comparison.</summary>
/// <param name="registry">Knows whether the node is ready.</param>
internal sealed class NotReadyGuard(IRegistry registry)
{
    private const int Unavailable = (int)FaultKind.Unavailable;

    public XmlRpcMethod Guard(XmlRpcMethod method)
    {
        var (answer, rule) = (method.Handler, method.WhileNotReady);
        if (rule == NotReadyRule.Answer)
            return method;
        return method with
        {
            Faults = method.Faults.Contains(Unavailable) ? method.Faults : [.. method.Faults, Unavailable],

            // Readiness is read first: an answer from records that were not complete yet is judged as such.
            Handler = (arguments, context) => registry.Readiness is not { KnowsAll: false } readiness ? answer(arguments, context)
                : rule == NotReadyRule.Refuse ? new(Answers.Of(readiness.CannotKnow()))
                : KnownOrRefusedAsync(answer(arguments, context), readiness),
        };
    }

    private static async ValueTask<XmlRpcOutcome> KnownOrRefusedAsync(ValueTask<XmlRpcOutcome> answering, Readiness readiness)
    {
        var outcome = await answering.ConfigureAwait(false);
        return outcome.Fault is null && IsUnknown(outcome.Value) ? Answers.Of(readiness.CannotKnow()) : outcome;
    }

    private static bool IsUnknown(XmlRpcValue value) =>
        (value.TryGetBoolean(out var truth) && !truth) || (value.TryGetItems(out var items) && items.Length == 0);
}
