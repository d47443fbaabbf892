namespace MicroReg.XmlRpc;

/// <summary>The fault codes of the XML-RPC fault code interoperability specification.</summary>
public static class XmlRpcFaultCodes
{
    /// <summary>The document is not well-formed XML.</summary>
    public const int NotWellFormed = -32700;

    /// <summary>The encoding of the document is not supported.</summary>
    public const int UnsupportedEncoding = -32701;

    /// <summary>The document has bytes that are invalid in its encoding, or characters that XML does not allow.</summary>
    public const int InvalidCharacter = -32702;

    /// <summary>The document is XML but not a method call.</summary>
    public const int InvalidRequest = -32600;

    /// <summary>The method does not exist.</summary>
    public const int MethodNotFound = -32601;

    /// <summary>The parameters are not valid for the method.</summary>
    public const int InvalidParameters = -32602;

    /// <summary>The method failed for a reason that the caller did not cause.</summary>
    public const int InternalError = -32603;

    /// <summary>The request is too large. This is an HTTP status number, like all codes of the application.</summary>
    public const int TooLarge = 413;
}
