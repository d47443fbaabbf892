using MicroReg.XmlRpc;

namespace MicroReg.Edge.XmlRpc.Methods;

/// <summary>Answers calls of one method. What the caller did wrong is a fault, not an exception.</summary>
/// <param name="arguments">The parameters of the call.</param>
/// <param name="cancellation">Cancelled when the caller has gone.</param>
public delegate ValueTask<XmlRpcOutcome> XmlRpcHandler(XmlRpcArguments arguments, CancellationToken cancellation);
