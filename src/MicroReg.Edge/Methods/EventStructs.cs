using MicroReg.Domain.Events;
using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;
using MicroReg.Edge.Instances;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>
/// Events and pages of events as structs, for answers and for calls to subscribers. An event is written once, and all who receive it share
/// the bytes.
/// </summary>
internal sealed class EventStructs
{
    private static readonly object Form = new();

    private readonly Func<string> _nameNode;
    private readonly Func<StatusEvent, byte[]> _write;
    private string? _node;

    public EventStructs(IRegistry registry)
        : this(() => registry.Status.NodeName)
    {
    }

    /// <param name="nameNode">The name of the node, asked for at the first event.</param>
    public EventStructs(Func<string> nameNode) => (_nameNode, _write) = (nameNode, one => XmlRpcWriter.Write(Describe(one)));

    private string Node => _node ??= _nameNode();

    /// <summary>A page: what <c>wait_events</c> answers and <c>registry_events</c> is given.</summary>
    /// <param name="page">The page.</param>
    /// <param name="after">The cursor before the page, for a subscriber that is called; null for a caller, who knows it.</param>
    public XmlRpcValue Of(FeedPage page, EventCursor? after = null)
    {
        var events = new XmlRpcValue[page.Events.Length];
        for (var i = 0; i < events.Length; i++)
            events[i] = Of(page.Events[i]);
        var members = new XmlRpcStruct(5)
        {
            { "cursor", page.Cursor.ToString() },
            { "reset", page.Reset },
            { "more", page.More },
            { "events", XmlRpcValue.Of(events) },
        };
        if (after is not null)
            members.Add("after", after.ToString());
        return XmlRpcValue.Of(members);
    }

    /// <summary>An event, already written.</summary>
    public XmlRpcValue Of(StatusEvent change) => XmlRpcValue.OfWritten(change.In(Form, _write));

    /// <summary>Members that are not known are left out: not every client can read nil.</summary>
    private XmlRpcValue Describe(StatusEvent change)
    {
        var members = new XmlRpcStruct(8)
        {
            { "kind", StatusEventKinds.NameOf(change.Kind) },
            { "service", change.Key.Name },
            { "instance", Describe(change.Instance, change.Key) },
        };
        if (change.PreviousStatus is { } previous)
            members.Add("previous_status", (int)previous);
        if (change.Status is { } status)
            members.Add("status", (int)status);
        members.Add("version", change.Version);
        members.Add("at", Timestamps.Iso(change.At));
        members.Add("node", Node);
        return XmlRpcValue.Of(members);
    }

    private static XmlRpcValue Describe(ServiceRecord? record, InstanceKey key) =>
        record is { IsLiving: true } ? InstanceStructs.Of(new InstanceDocument(record)) : Gone(key);

    private static XmlRpcValue Gone(InstanceKey key) => XmlRpcValue.Of(new XmlRpcStruct(2)
    {
        { "host", key.Host },
        { "port", key.Port },
    });
}
