namespace MicroReg.Client.Calls;

/// <summary>The registry has understood a call and refused it.</summary>
/// <param name="code">An XML-RPC fault code, or an HTTP status number; docs/reference/faults.md of the registry lists them.</param>
/// <param name="message">What is wrong and what to do, as the registry says it.</param>
public sealed class RegistryFaultException(int code, string message) : Exception(message)
{
    /// <summary>An XML-RPC fault code, or an HTTP status number.</summary>
    public int Code => code;
}

/// <summary>No node of the registry has answered a call. It may have been carried out all the same; every call may be repeated.</summary>
/// <param name="message">What was tried.</param>
/// <param name="cause">What went wrong with the last one.</param>
public sealed class RegistryUnavailableException(string message, Exception? cause) : Exception(message, cause);
