using MicroReg.Edge.Calls;
using MicroReg.Edge.Input;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.XmlRpc.Methods;

/// <summary>Answers calls of one method. What the caller did wrong is a fault, not an exception.</summary>
/// <param name="arguments">The parameters of the call.</param>
/// <param name="context">Who calls, and until when somebody waits for the answer.</param>
internal delegate ValueTask<XmlRpcOutcome> XmlRpcHandler(CallArguments arguments, CallContext context);
