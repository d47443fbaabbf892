using System.Collections.Immutable;
using Akka.Cluster;

namespace MicroReg.Actors.Cluster;

/// <summary>The members of this node's Akka cluster, as its events tell.</summary>
internal sealed class MemberTable
{
    private readonly Dictionary<UniqueAddress, MemberStatus> _states = [];

    /// <summary>The addresses of those that are in or on their way in or out, reachable or not, in order.</summary>
    public ImmutableArray<string> Addresses =>
    [
        .. _states.Where(state => state.Value is MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Up or MemberStatus.Leaving)
            .Select(state => MembershipActor.AddressOf(state.Key.Address)).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>These and no others are members.</summary>
    public void Replace(IEnumerable<Member> members)
    {
        _states.Clear();
        foreach (var member in members)
            Apply(member);
    }

    /// <summary>A member changed.</summary>
    public void Apply(Member member)
    {
        if (member.Status == MemberStatus.Removed)
            _states.Remove(member.UniqueAddress);
        else
            _states[member.UniqueAddress] = member.Status;
    }
}
