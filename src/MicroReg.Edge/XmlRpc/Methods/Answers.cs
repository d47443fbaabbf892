using MicroReg.Domain.Kernel;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.XmlRpc.Methods;

/// <summary>Turns what the registry says into answers.</summary>
internal static class Answers
{
    /// <summary>The answer for a name that is not registered: false, not a fault. Clients of the first registry rely on that.</summary>
    public static XmlRpcOutcome Unknown { get; } = XmlRpcOutcome.Of(XmlRpcValue.Of(false));

    /// <summary>Yes or no, or the fault.</summary>
    public static XmlRpcOutcome Of(Outcome<bool> outcome) =>
        outcome.TryGet(out var truth, out var fault) ? XmlRpcOutcome.Of(XmlRpcValue.Of(truth)) : Of(fault);

    /// <summary>A number, or the fault.</summary>
    public static XmlRpcOutcome Of(Outcome<int> outcome) =>
        outcome.TryGet(out var number, out var fault) ? XmlRpcOutcome.Of(XmlRpcValue.Of(number)) : Of(fault);

    /// <summary>A refusal as a fault: XML-RPC's own codes where it has one, else HTTP's number.</summary>
    public static XmlRpcOutcome Of(RegistryFault fault) => XmlRpcOutcome.Failed(CodeOf(fault.Kind), fault.Message);

    private static int CodeOf(FaultKind kind) => kind switch
    {
        FaultKind.Invalid => XmlRpcFaultCodes.InvalidParameters,
        FaultKind.Internal => XmlRpcFaultCodes.InternalError,
        _ => (int)kind,
    };
}
