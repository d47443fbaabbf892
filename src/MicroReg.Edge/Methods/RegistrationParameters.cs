using MicroReg.Edge.XmlRpc.Methods;

namespace MicroReg.Edge.Methods;

/// <summary>The options of <c>register</c>, as they are described to callers.</summary>
internal static class RegistrationParameters
{
    public static XmlRpcParameter Options { get; } = new(
        "options", "struct", "What else is known of the instance, and what is asked of the write.")
    {
        IsOptional = true,
        Members =
        [
            new("ttl", "int",
                "The instance promises a heartbeat at least every so many seconds, 1 to 86400; without one it is failing. "
                + "Without ttl and check the node's default check applies."),
            new("check", "struct or string", "How the instance is probed: only the kind, or a struct.")
            {
                Members =
                [
                    new("kind", "string", "`tcp` (a connection is enough), `http` (a status is expected) or `none`."),
                    new("interval", "int", "Seconds between two probes, 1 to 3600; default 10."),
                    new("timeout", "int", "Seconds that one may take, at most the interval; default 2."),
                    new("failures", "int", "Failed probes in a row until it is failing; default 3."),
                    new("successes", "int", "Good ones in a row until it is passing again; default 1."),
                    new("path", "string", "What is asked for by http; default `/`."),
                    new("expected_status", "int or string", "A status like `200`, or a range; default `200-399`."),
                    new("host_header", "string", "The `Host` that http sends; default the host of the instance."),
                ],
            },
            new("deregister_after", "int",
                "Seconds of failing after which it is unregistered, 1 to 2592000. Without it the node's setting counts."),
            new("metadata", "struct", "Names and texts, at most 64 names and 4 KiB in all; numbers and booleans are taken as their text."),
            new("tags", "array", "Texts of 1 to 255 characters."),
            new("zone", "string", "Where it runs; `resolve` can put the instances of a zone first."),
            new("weight", "int",
                "Its share of the calls beside other instances, 0 to 1000; default 1. 0 is for when nobody else is there."),
            .. MethodParameters.WriteMembers,
        ],
    };
}
