using System.Collections.Immutable;

namespace MicroReg.Domain.Formation;

/// <summary>
/// How nodes find into one cluster. Akka's seed nodes do this once, at the start; here it goes on for ever, because two
/// clusters that were formed by accident (the first seed was restarted inside a partition) must become one by themselves.
/// </summary>
public static class FormationRules
{
    /// <summary>A node that was silent for longer does not count.</summary>
    public static readonly TimeSpan HeardWithin = TimeSpan.FromSeconds(5);

    /// <summary>How long a join may take before it is tried again, with another node if there is one.</summary>
    public static readonly TimeSpan JoinTimeout = TimeSpan.FromSeconds(4);

    /// <summary>How long the first seed looks for a cluster before it forms one.</summary>
    public static readonly TimeSpan FirstSeedPatience = TimeSpan.FromSeconds(3);

    /// <summary>How long any other node does: the first seed had its chance several times over.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);

    /// <summary>How long two clusters that both lack the other's node must have been apart before the lesser gives in.</summary>
    public static readonly TimeSpan ApartPatience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The same if only one of the two lacks the other. The address of a node that was restarted stays in the cluster of
    /// its former self; but so it looks, too, while the news of a join is on its way, so more time is given.
    /// </summary>
    public static readonly TimeSpan HalfApartPatience = TimeSpan.FromSeconds(12);

    /// <summary>Decides what a node does now.</summary>
    public static FormationDecision Decide(FormationView view) =>
        view.IsInCluster ? DecideInside(view) : DecideOutside(view);

    /// <summary>True if two nodes are in clusters and not in the same one.</summary>
    public static bool AreApart(string self, ImmutableArray<string> members, HeardNode other) =>
        members.Contains(self) && other.IsInCluster && (!members.Contains(other.Address) || !other.Members.Contains(self));

    /// <summary>
    /// Negative if the first of two clusters is the one that stays: the larger, of equal ones that with the least lowest
    /// address. A total order of sets of members, so whatever two nodes see of each other, at most one gives in.
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
            .Where(node => AreApart(view.Self, view.Members, node) && node.ApartFor >= PatienceWith(view, node) && Compare(node.Members, view.Members) < 0)
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

    /// <summary>Asked only while nobody is heard who is in a cluster.</summary>
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
