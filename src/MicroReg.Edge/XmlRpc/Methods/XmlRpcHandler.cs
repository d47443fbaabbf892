using MicroReg.Edge.Calls;
using MicroReg.Edge.Input;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.XmlRpc.Methods;

/// <summary>Answers calls of one method. A mistake of the caller is answered as a fault, not thrown.</summary>
/// <param name="arguments">The parameters of the call.</param>
/// <param name="context">Who calls, and whether somebody still waits for the answer.</param>
internal delegate ValueTask<XmlRpcOutcome> XmlRpcHandler(CallArguments arguments, CallContext context);
