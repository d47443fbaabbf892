using MicroReg.Domain.Records;
using MicroReg.Edge.XmlRpc.Methods;

namespace MicroReg.Edge.Methods;

/// <summary>The parameters that several methods share, as they are described to callers.</summary>
internal static class MethodParameters
{
    /// <summary>The faults of every method that writes.</summary>
    public static IReadOnlyList<int> WriteFaults { get; } = [429, 503, 507];

    public static XmlRpcParameter Name { get; } = new("name", "string",
        "The service. 1 to 255 characters, without control characters and without white space at either end; letter case counts.");

    public static XmlRpcParameter Host { get; } = new("host", "string",
        "A DNS name, an IPv4 or an IPv6 address, optionally behind `http://` or `https://`. It is given back as it came.");

    public static XmlRpcParameter Port { get; } = new("port", "int", "1 to 65535; digits as text are taken, too.");

    public static XmlRpcParameter Status { get; } = new("status", "int or string",
        $"{ServiceStatuses.Accepted}; as number or as name in any letter case.");

    public static XmlRpcParameter Tag { get; } = new("tag", "string", "Only instances with this tag.");

    /// <summary>Host and port where they may be left out, but only together.</summary>
    public static IReadOnlyList<XmlRpcParameter> OptionalEndpoint { get; } =
    [
        Host with
        {
            IsOptional = true,
            Meaning = "The host of the instance. Without host and port the call is for all instances of the service.",
        },
        Port with { IsOptional = true, Meaning = "The port of the instance. Host and port are given together, or neither of them." },
    ];

    /// <summary>What a caller may ask of any write.</summary>
    public static IReadOnlyList<XmlRpcParameter> WriteMembers { get; } =
    [
        new("ack", "string",
            "On how many nodes the write must be on disk before it is answered: `local` (this node), `majority` or `all` of the known "
            + "ones. Without it the node's setting counts."),
        new("strict", "boolean",
            "What becomes of a write that does not reach that in time: true for fault 503, false for success with what was reached. "
            + "Either way the write stays and spreads later. Without it the node's setting counts."),
        new("report", "boolean",
            "True for an answer that is a struct: what the method returns otherwise, as `id` or `found`, and `acknowledged`, the level "
            + "that was reached (`local`, `majority` or `all`), which is missing if nothing was written."),
    ];

    public static XmlRpcParameter WriteOptions { get; } =
        new("options", "struct", "What is asked of the write.") { IsOptional = true, Members = WriteMembers };

    public static XmlRpcParameter EventFilter { get; } = new("filter", "struct", "Which instances are told of; all without it.")
    {
        IsOptional = true,
        Members =
        [
            new("services", "array or string", "Only these services: their names, or one name."),
            new("prefix", "string", "Only services whose names begin so."),
            new("tag", "string", "Only instances with this tag. An instance that loses it is told as unregistered."),
            new("zone", "string", "Only instances in this zone. An instance that leaves it is told as unregistered."),
        ],
    };
}
