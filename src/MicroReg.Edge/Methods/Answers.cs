using MicroReg.Domain.Registry;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>Turns what the registry says into answers.</summary>
internal static class Answers
{
    /// <summary>"Nothing of that name": the heritage's answer, which is no fault.</summary>
    public static XmlRpcOutcome Unknown { get; } = XmlRpcOutcome.Of(XmlRpcValue.Of(false));

    /// <summary>A refusal as a fault: XML-RPC's own codes where it has one, else HTTP's number.</summary>
    public static XmlRpcOutcome Of(RegistryFault fault) => XmlRpcOutcome.Failed(CodeOf(fault.Kind), fault.Message);

    private static int CodeOf(FaultKind kind) => kind switch
    {
        FaultKind.Invalid => XmlRpcFaultCodes.InvalidParameters,
        FaultKind.Internal => XmlRpcFaultCodes.InternalError,
        _ => (int)kind,
    };
}
