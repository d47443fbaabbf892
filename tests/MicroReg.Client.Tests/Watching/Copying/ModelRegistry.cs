using MicroReg.Client.Tests.Fakes;

namespace MicroReg.Client.Tests.Watching.Copying;

/// <summary>
/// A registry of a few instances whose every change is known. A cursor is the number of changes seen. Between pages it also has the
/// number of changes that the server had seen, because the server leaves out states that changed again up to there. A server that has
/// seen that many changes can continue from it.
/// </summary>
internal sealed class ModelRegistry
{
    private readonly List<(string Service, int Port, bool IsGone)> _changes = [];

    /// <summary>Registers, unregisters or changes an instance.</summary>
    public void Change(int instance, bool isGone) => _changes.Add((instance % 3 == 0 ? "stock" : "orders", 5000 + instance, isGone));

    public int Count => _changes.Count;

    /// <summary>All instances after a number of changes, in the form of <see cref="Copies.Describe"/> with versions.</summary>
    public string StateAt(int count) => string.Join(", ", LatestOf(0, count)
        .Where(change => !change.IsGone)
        .OrderBy(change => change.Service, StringComparer.Ordinal)
        .ThenBy(change => change.Port)
        .Select(change => $"{change.Service}:{change.Port}@{change.Version}"));

    /// <summary>What a server that has seen a number of changes sends after a cursor: coalesced, in pages, and some events twice.</summary>
    public IEnumerable<(string Text, bool IsCursor)> Stream(int from, int to, bool reset, int pageSize)
    {
        if (reset)
            yield return (Sse.Reset, false);
        var events = LatestOf(reset ? 0 : from, to).Where(change => !(reset && change.IsGone)).OrderBy(change => change.At).ToList();
        for (var at = 0; at < events.Count; at += pageSize)
        {
            var page = events.Skip(at).Take(pageSize).ToList();
            foreach (var (service, port, isGone, _, version) in page.Concat(page.Take(1)))
                yield return (isGone ? Sse.Gone(service, port, version) : Sse.Instance(service, port, version), false);
            if (at + pageSize < events.Count && !reset)
                yield return (Sse.Cursor($"{page[^1].At}-{to}", more: true), true);
        }

        yield return (Sse.Cursor($"{to}", more: false), true);
    }

    private List<(string Service, int Port, bool IsGone, int At, string Version)> LatestOf(int from, int to) =>
    [
        .. _changes.Take(to).Select((change, i) => (change.Service, change.Port, change.IsGone, At: i + 1, Version: $"{i + 1:d6}"))
            .Skip(from)
            .GroupBy(change => (change.Service, change.Port))
            .Select(group => group.Last()),
    ];
}
