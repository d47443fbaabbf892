using MicroReg.Chaos.Checking;
using MicroReg.Testing.Calls;
using MicroReg.Testing.Nodes;
using MicroReg.XmlRpc;

namespace MicroReg.Chaos.Load;

/// <summary>Makes calls that change instances through one node, and notes each in the history.</summary>
internal sealed class Writer(ClusterNode node, History history, bool isShared)
{
    private const string Host = "127.0.0.1";

    // Longer than the node itself takes to give a call up.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(8);

    /// <summary>Makes a call.</summary>
    public async Task<HistoryEntry> WriteAsync(Deed deed, string service, int port, InstanceState written)
    {
        var start = history.Now;
        var answer = await CallAsync(deed, service, port, written);
        var entry = new HistoryEntry(start, history.Now, node.Name, deed, $"{service}@{Host}:{port}", written, answer.Outcome)
        {
            WasThere = !answer.Value.TryGetBoolean(out var found) || found,
            IsShared = isShared,
            Detail = answer.Detail,
        };
        history.Add(entry);
        return entry;
    }

    private Task<Answer> CallAsync(Deed deed, string service, int port, InstanceState written)
    {
        var (name, host, number) = (XmlRpcValue.Of(service), XmlRpcValue.Of(Host), XmlRpcValue.Of(port));
        return deed switch
        {
            Deed.Register =>
                node.Registry.CallAsync(Timeout, "register", name, host, number, XmlRpcValue.Of(written.Status), Options(written.Number)),
            Deed.UpdateStatus => node.Registry.CallAsync(Timeout, "update_status", name, XmlRpcValue.Of(written.Status), host, number),
            _ => node.Registry.CallAsync(Timeout, "unregister", name, host, number),
        };
    }

    /// <summary>
    /// Nothing listens at these endpoints: no probe may speak of them. Tag and zone change with every registration, so that instances come
    /// into the view of subscribers with filters, and go out of it.
    /// </summary>
    private static XmlRpcValue Options(int number) => XmlRpcValue.Of(new XmlRpcStruct(4)
    {
        { "check", "none" },
        { "tags", XmlRpcValue.Of([XmlRpcValue.Of(number % 2 == 0 ? "even" : "odd")]) },
        { "zone", $"zone-{number % 3}" },
        { "metadata", XmlRpcValue.Of(new XmlRpcStruct(1) { { "number", $"{number}" } }) },
    });
}
