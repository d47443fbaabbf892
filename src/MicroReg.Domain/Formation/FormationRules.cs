using System.Collections.Immutable;

namespace MicroReg.Domain.Formation;

/// <summary>
/// How nodes form one cluster. Akka's seed nodes do this once, at the start. Here it never stops, because two clusters that were formed by
/// accident (the first seed restarted inside a partition) must merge by themselves.
/// </summary>
internal static class FormationRules
{
    /// <summary>How long a join may take before it is tried again, with another node if there is one.</summary>
    public static readonly TimeSpan JoinTimeout = TimeSpan.FromSeconds(4);

    /// <summary>How long the first seed looks for a cluster before it forms one.</summary>
    public static readonly TimeSpan FirstSeedPatience = TimeSpan.FromSeconds(3);

    /// <summary>How long any other node looks: by then the first seed has had several chances.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);

    /// <summary>How long two clusters, each without the other's node, must be apart before the smaller one joins the other.</summary>
    public static readonly TimeSpan ApartPatience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The same if only one cluster lacks the other's node. That happens when a restarted node's old address is still a member, but also
    /// while the news of a join is on its way. So this time is longer.
    /// </summary>
    public static readonly TimeSpan HalfApartPatience = TimeSpan.FromSeconds(12);

    /// <summary>Decides what a node does now.</summary>
    public static FormationDecision Decide(FormationView view) =>
        view.IsInCluster ? DecideInside(view) : DecideOutside(view);

    /// <summary>True if two nodes are in different clusters.</summary>
    public static bool AreApart(string self, ImmutableArray<string> members, HeardNode other) =>
        members.Contains(self) && other.IsInCluster && (!members.Contains(other.Address) || !other.Members.Contains(self));

    /// <summary>
    /// Negative if the first of two clusters stays: the larger one or, at equal size, the one with the lowest address. It is a total order
    /// of sets of members, so of two nodes at most one gives in, whatever they see of each other.
    /// </summary>
    public static int Compare(ImmutableArray<string> first, ImmutableArray<string> second)
    {
        var (a, b) = (first.Distinct().Order(StringComparer.Ordinal).ToList(), second.Distinct().Order(StringComparer.Ordinal).ToList());
        return a.Count != b.Count
            ? b.Count.CompareTo(a.Count)
            : a.Zip(b, string.CompareOrdinal).FirstOrDefault(order => order != 0);
    }

    private static FormationDecision DecideInside(FormationView view)
    {
        var other = view.Heard
            .Where(node => AreApart(view.Self, view.Members, node) && node.ApartFor >= PatienceWith(view, node)
                && Compare(node.Members, view.Members) < 0)
            .Order(Comparer<HeardNode>.Create(ByCluster))
            .FirstOrDefault();
        return other is null ? new FormationDecision.Wait() : new FormationDecision.RestartAndJoin(other.Address);
    }

    private static TimeSpan PatienceWith(FormationView view, HeardNode node) =>
        view.Members.Contains(node.Address) || node.Members.Contains(view.Self) ? HalfApartPatience : ApartPatience;

    private static FormationDecision DecideOutside(FormationView view)
    {
        if (view.Attempt?.Age < JoinTimeout)
            return new FormationDecision.Wait();
        var host = view.Heard
            .Where(node => node.IsInCluster)
            .OrderBy(node => node.Address == view.Attempt?.Address)
            .ThenBy(node => node, Comparer<HeardNode>.Create(ByCluster))
            .FirstOrDefault();
        if (host is not null)
            return new FormationDecision.Join(host.Address);
        return MayFormAlone(view) ? new FormationDecision.FormAlone() : new FormationDecision.Wait();
    }

    private static int ByCluster(HeardNode first, HeardNode second) =>
        Compare(first.Members, second.Members) is var order && order != 0 ? order : string.CompareOrdinal(first.Address, second.Address);

    /// <summary>Called only while no node in a cluster is heard.</summary>
    private static bool MayFormAlone(FormationView view)
    {
        var others = view.Seeds.Where(seed => seed != view.Self).ToList();
        if (view.Seeds.IsEmpty || view.Seeds[0] == view.Self)
            return (others.Count == 0 ? !view.KnowsOthers : others.All(view.Heard.Select(node => node.Address).Contains))
                || view.SinceStart >= FirstSeedPatience;
        return view.SinceStart >= Patience
            && (!view.Heard.IsEmpty || view.HasData || view.KnowsOthers)
            && view.Heard.All(node => string.CompareOrdinal(view.Self, node.Address) < 0);
    }
}
