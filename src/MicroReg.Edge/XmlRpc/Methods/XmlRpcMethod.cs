namespace MicroReg.Edge.XmlRpc.Methods;

/// <summary>A method that callers can call.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Help">What it does, for <c>system.methodHelp</c>.</param>
/// <param name="Signatures">For <c>system.methodSignature</c>: each the type of the result, then those of the parameters.</param>
/// <param name="Handler">Answers calls.</param>
public sealed record XmlRpcMethod(string Name, string Help, IReadOnlyList<IReadOnlyList<string>> Signatures, XmlRpcHandler Handler);
