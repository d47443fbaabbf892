namespace MicroReg.XmlRpc;

/// <summary>The reason why a call failed, as the caller sees it.</summary>
/// <param name="Code">One of <see cref="XmlRpcFaultCodes"/>, or an HTTP status number if the application refused the call.</param>
/// <param name="Message">The message. It says what is wrong and what to do.</param>
public sealed record XmlRpcFault(int Code, string Message);
