namespace MicroReg.XmlRpc;

/// <summary>How much one request may ask of the server. A request beyond a limit is answered with a fault.</summary>
public sealed record XmlRpcLimits
{
    /// <summary>
    /// The greatest answer that is built in memory, 64 MiB; a call that asks for more gets a fault. Streamed text is
    /// not built in memory and may be longer, but a multicall may ask for it once only.
    /// </summary>
    public const int MaxAnswerBytes = 64 * 1024 * 1024;

    /// <summary>The limits as shipped.</summary>
    public static XmlRpcLimits Default { get; } = new();

    /// <summary>
    /// How deep values may be nested, default 64. The decoder takes one stack frame (about 500 bytes) for each level,
    /// and no client nests deeper than a handful. It also bounds the depth of the XML elements, because each level of
    /// values is three elements and any element that XML-RPC does not define ends the reading.
    /// </summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>
    /// The size of a request body in bytes, after decompression, default 1 MiB: room for a multicall of 1,000
    /// registrations with metadata. A decoded document takes at most about ten times its size in memory.
    /// </summary>
    public int MaxBodyBytes { get; init; } = 1024 * 1024;

    /// <summary>How many calls one <c>system.multicall</c> may carry, default 1,000; they run one after another.</summary>
    public int MaxCallsPerMulticall { get; init; } = 1000;

    /// <summary>How many parameters a call may have, default 64; the longest method here takes five.</summary>
    public int MaxParameters { get; init; } = 64;

    /// <summary>How many members a struct may have, default 1,024; metadata may have 64.</summary>
    public int MaxMembers { get; init; } = 1024;

    /// <summary>How many items an array may have, default 10,000; a multicall may have 1,000.</summary>
    public int MaxItems { get; init; } = 10_000;

    /// <summary>The greatest length of a method name, 255 as for service names.</summary>
    public int MaxMethodNameLength { get; init; } = 255;
}
