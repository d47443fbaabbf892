namespace MicroReg.XmlRpc;

/// <summary>Limits on one request. A request beyond a limit is answered with a fault.</summary>
public sealed record XmlRpcLimits
{
    /// <summary>
    /// The largest answer that is built in memory, 64 MiB. A call that would need more gets a fault. Streamed text is not built in memory
    /// and may be longer, but a multicall may request it only once.
    /// </summary>
    public const int MaxAnswerBytes = 64 * 1024 * 1024;

    /// <summary>The default limits.</summary>
    public static XmlRpcLimits Default { get; } = new();

    /// <summary>
    /// How deep values may be nested. Default: 64. The decoder needs one stack frame (about 500 bytes) for each level, and clients nest
    /// only a few levels. The limit also bounds the depth of XML elements: each level of values has three elements, and reading stops at
    /// any element that XML-RPC does not define.
    /// </summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>
    /// The size of a request body in bytes, after decompression. Default: 1 MiB, enough for a multicall of 1,000 registrations with
    /// metadata. A decoded document needs at most about ten times its size in memory.
    /// </summary>
    public int MaxBodyBytes { get; init; } = 1024 * 1024;

    /// <summary>How many calls one <c>system.multicall</c> may contain. They run one after another. Default: 1,000.</summary>
    public int MaxCallsPerMulticall { get; init; } = 1000;

    /// <summary>How many parameters a call may have. Default: 64. No method here takes more than five.</summary>
    public int MaxParameters { get; init; } = 64;

    /// <summary>How many members a struct may have. Default: 1,024. Metadata may have 64.</summary>
    public int MaxMembers { get; init; } = 1024;

    /// <summary>How many items an array may have. Default: 10,000. A multicall may have 1,000.</summary>
    public int MaxItems { get; init; } = 10_000;

    /// <summary>The greatest length of a method name. Default: 255, as for service names.</summary>
    public int MaxMethodNameLength { get; init; } = 255;
}
