using MicroReg.XmlRpc;

namespace MicroReg.Edge.XmlRpc.Methods;

/// <summary>A fault that callers may get.</summary>
/// <param name="Code">Its number.</param>
/// <param name="Meaning">What it says.</param>
/// <param name="Remedy">What the caller may do.</param>
internal sealed record FaultEntry(int Code, string Meaning, string Remedy);

/// <summary>The faults that callers may get. The reference is written from this table.</summary>
internal static class FaultTable
{
    public static IReadOnlyList<FaultEntry> All { get; } =
    [
        new(XmlRpcFaultCodes.NotWellFormed, "The document is no well-formed XML, or has a DTD.", "Send XML."),
        new(XmlRpcFaultCodes.UnsupportedEncoding, "The encoding of the document is not known.", "Send UTF-8."),
        new(XmlRpcFaultCodes.InvalidCharacter, "The document has characters that its encoding does not allow.", "Check the encoding."),
        new(
            XmlRpcFaultCodes.InvalidRequest,
            "The document is XML, but no method call; or it is beyond a limit, such as the depth of its values.",
            "Look at what the text of the fault names."),
        new(XmlRpcFaultCodes.MethodNotFound, "There is no such method.", "`system.listMethods` names them all."),
        new(
            XmlRpcFaultCodes.InvalidParameters,
            "A parameter is wrong. Nothing was stored.",
            "The text says which one, and what it must be."),
        new(XmlRpcFaultCodes.InternalError, "An internal error.", "The log of the node has the details."),
        new(
            409,
            "The call contradicts the present state; for example, a node that is reachable cannot be forgotten.",
            "The text says what to do first."),
        new(
            XmlRpcFaultCodes.TooLarge,
            "The body is over the limit (then it is the HTTP status, too), or the answer would be over 64 MiB.",
            "Send less, or ask for less, at a time."),
        new(
            429,
            "Too many writes wait for the disk, or there are too many subscriptions or tombstones. Nothing was stored.",
            "Try again in a second."),
        new(
            503,
            "There was no answer in time, the node takes no writes now, it is not ready and cannot know, or a strict write did not reach "
                + "its level.",
            "Repeat the call, here or at another node: every write may be repeated. The write may have been applied."),
        new(
            507,
            "The disk takes no writes; lookups go on. \"May have been applied\" says that this one write was already in memory.",
            "Free the disk; writes resume by themselves."),
    ];
}
