namespace MicroReg.XmlRpc;

/// <summary>The fault codes of the XML-RPC fault code interoperability specification.</summary>
public static class XmlRpcFaultCodes
{
    /// <summary>The document is not well-formed XML.</summary>
    public const int NotWellFormed = -32700;

    /// <summary>The document is in an encoding that is not known here.</summary>
    public const int UnsupportedEncoding = -32701;

    /// <summary>The document has bytes that its encoding does not allow, or characters that XML does not.</summary>
    public const int InvalidCharacter = -32702;

    /// <summary>The document is XML but not a method call.</summary>
    public const int InvalidRequest = -32600;

    /// <summary>There is no method of that name.</summary>
    public const int MethodNotFound = -32601;

    /// <summary>The method cannot take these parameters.</summary>
    public const int InvalidParameters = -32602;

    /// <summary>The method failed for a reason that is not the caller's.</summary>
    public const int InternalError = -32603;

    /// <summary>The request is larger than allowed (HTTP's number, as all application codes).</summary>
    public const int TooLarge = 413;
}
