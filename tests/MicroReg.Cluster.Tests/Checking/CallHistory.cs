using MicroReg.Chaos.Checking;
using MicroReg.Testing.Calls;

namespace MicroReg.Cluster.Tests.Checking;

/// <summary>Histories and records made by hand.</summary>
internal sealed class CallHistory
{
    public const string Instance = "orders@127.0.0.1:10000";

    private readonly List<HistoryEntry> _entries = [];

    public IReadOnlyList<HistoryEntry> Entries => _entries;

    public static InstanceState State(int number, string status = "running") => new(true, number, status);

    public CallHistory Registered(
        int number,
        string status = "running",
        CallOutcome outcome = CallOutcome.Acknowledged,
        string instance = Instance,
        bool isShared = false) =>
        Add(new HistoryEntry(_entries.Count, _entries.Count + 1, "node-1", Deed.Register, instance, State(number, status), outcome)
        {
            IsShared = isShared
        });

    public CallHistory Updated(string status, CallOutcome outcome = CallOutcome.Acknowledged, bool wasThere = true) =>
        Add(new HistoryEntry(_entries.Count, _entries.Count + 1, "node-1", Deed.UpdateStatus, Instance, State(0, status), outcome)
        {
            WasThere = wasThere
        });

    public CallHistory Unregistered(CallOutcome outcome = CallOutcome.Acknowledged, bool wasThere = true) =>
        Add(new HistoryEntry(_entries.Count, _entries.Count + 1, "node-1", Deed.Unregister, Instance, InstanceState.Absent, outcome)
        {
            WasThere = wasThere
        });

    public Findings Judge(params InstanceState[] statesAtNodes) => Checker.Judge(_entries, [.. statesAtNodes.Select(Holding)]);

    public static NodeRecords Holding(InstanceState state, int index) => new(
        $"node-{index + 1}",
        state.IsRegistered
            ? new Dictionary<string, NodeRecord> { [Instance] = new(state, state.ToString()) }
            : new Dictionary<string, NodeRecord>());

    private CallHistory Add(HistoryEntry entry)
    {
        _entries.Add(entry);
        return this;
    }
}
