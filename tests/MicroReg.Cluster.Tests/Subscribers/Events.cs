using MicroReg.Chaos.Subscribers;

namespace MicroReg.Cluster.Tests.Subscribers;

/// <summary>Events, pages and instances made by hand.</summary>
internal static class Events
{
    public static ShownInstance Shown(string service = "orders", string status = "running", string tags = "", string zone = "") =>
        new(service, "127.0.0.1", 5001)
        {
            Id = 1,
            Status = status,
            Reported = status,
            Health = "unknown",
            Metadata = "",
            Tags = tags,
            Zone = zone,
            Weight = 1,
            RegisteredAt = "2026-11-24T10:00:00.000Z",
        };

    public static ReceivedEvent There(string version, ShownInstance? instance = null, string node = "node-1") =>
        new((instance ?? Shown()).Key, version, node, instance ?? Shown());

    public static ReceivedEvent Gone(string version, string service = "orders", string node = "node-1") =>
        new(Shown(service).Key, version, node, null);

    public static ReceivedPage Page(string cursor, params ReceivedEvent[] events) => new(Reset: false, events, cursor, More: false);

    public static ReceivedPage Snapshot(string cursor, params ReceivedEvent[] events) => Page(cursor, events) with { Reset = true };

    public static ReceivedPage Unfinished(this ReceivedPage page) => page with { More = true };

    /// <summary>Instances of services that are counted through.</summary>
    public static ReceivedEvent[] Many(int count, string version = "5") =>
        [.. Enumerable.Range(0, count).Select(number => There(version, Shown($"orders-{number}")))];

    public static IReadOnlyDictionary<string, ShownInstance> All(params ShownInstance[] instances) =>
        instances.ToDictionary(instance => instance.Key);
}
