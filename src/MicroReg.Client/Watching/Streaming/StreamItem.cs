using MicroReg.Client.Watching.Copying;

namespace MicroReg.Client.Watching.Streaming;

/// <summary>One item of a node's event stream.</summary>
internal abstract record StreamItem
{
    /// <summary>A snapshot begins. It replaces the copy.</summary>
    public sealed record Reset(string Reason) : StreamItem;

    /// <summary>The state of an instance has changed.</summary>
    public sealed record Change(InstanceChange Instance) : StreamItem;

    /// <summary>A page ends, or the node sends a sign of life.</summary>
    public sealed record Cursor(string Text, bool More) : StreamItem;

    /// <summary>An item that only later versions of the client know.</summary>
    public sealed record Unknown : StreamItem;
}
