using MicroReg.Testing.Calls;

namespace MicroReg.Chaos.Checking;

/// <summary>
/// What may be known of an instance after some calls, made one after another: exactly one state after a call that was
/// acknowledged; after one that was not, also the state that it would have led to.
/// </summary>
internal sealed class ExpectedInstance
{
    private HashSet<InstanceState> _possible = [InstanceState.Absent];

    public IReadOnlySet<InstanceState> Possible => _possible;

    /// <summary>
    /// True if an answer was impossible after those before it: an update of an instance that must be there said that
    /// it is not, or the other way round. Something acknowledged was lost, or came back, at that moment.
    /// </summary>
    public HistoryEntry? Contradiction { get; private set; }

    public void Apply(HistoryEntry entry)
    {
        if (entry.Outcome is CallOutcome.Unsent)
            return;
        if (entry.Deed is Deed.Observed)
        {
            _possible = [entry.Written];
            return;
        }

        if (entry.Outcome is not CallOutcome.Acknowledged)
        {
            _possible.UnionWith(After(_possible, entry));
            return;
        }

        var before = entry.Deed is Deed.Register ? _possible : [.. _possible.Where(state => state.IsRegistered == entry.WasThere)];
        if (before.Count == 0)
        {
            Contradiction ??= entry;
            before = _possible;
        }

        _possible = After(before, entry);
    }

    private static HashSet<InstanceState> After(IEnumerable<InstanceState> before, HistoryEntry entry) =>
        [.. before.Select(state => After(state, entry))];

    private static InstanceState After(InstanceState before, HistoryEntry entry) => entry.Deed switch
    {
        Deed.Register => entry.Written,
        Deed.UpdateStatus => before.IsRegistered ? before with { Status = entry.Written.Status } : before,
        _ => InstanceState.Absent,
    };
}
