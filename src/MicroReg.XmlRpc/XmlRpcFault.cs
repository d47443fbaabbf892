namespace MicroReg.XmlRpc;

/// <summary>Why a call failed, as the caller is told.</summary>
/// <param name="Code">One of <see cref="XmlRpcFaultCodes"/>, or an HTTP status number for what the application refuses.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record XmlRpcFault(int Code, string Message);
