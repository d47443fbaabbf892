namespace MicroReg.Client.Calls;

/// <summary>The registry understood a call and refused it.</summary>
/// <param name="code">An XML-RPC fault code or an HTTP status number. They are listed in the registry's docs/reference/faults.md.</param>
/// <param name="message">The registry's message. It says what is wrong and what to do.</param>
public sealed class RegistryFaultException(int code, string message) : Exception(message)
{
    /// <summary>An XML-RPC fault code or an HTTP status number.</summary>
    public int Code => code;
}

/// <summary>No node of the registry answered a call. The call may have been carried out nevertheless. Every call may be repeated.</summary>
/// <param name="message">The message. It says what was tried.</param>
/// <param name="cause">The failure of the last node that was tried.</param>
public sealed class RegistryUnavailableException(string message, Exception? cause) : Exception(message, cause);
