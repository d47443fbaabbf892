namespace MicroReg.XmlRpc;

/// <summary>A decoded request.</summary>
/// <param name="MethodName">The name of the method, as sent.</param>
/// <param name="Parameters">The parameters in order.</param>
public sealed record XmlRpcCall(string MethodName, IReadOnlyList<XmlRpcValue> Parameters);
