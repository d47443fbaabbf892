using Akka.Actor;
using Akka.Cluster;

namespace MicroReg.Actors.Tests.Cluster;

/// <summary>
/// What Akka.Cluster makes of a node that comes back at its old address after a kill, without automatic downing. The
/// replication between nodes does not depend on it; how soon members show a node as one of them does.
/// </summary>
public sealed class ComebackTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ActorSystem _first = Nodes.Start();
    private ActorSystem _second = Nodes.Start();

    public async Task InitializeAsync()
    {
        await _first.JoinAsync(_first);
        await _second.JoinAsync(_first);
    }

    public Task DisposeAsync() => Task.WhenAll(_first.DieAsync(), _second.DieAsync());

    [Fact]
    public async Task A_node_that_comes_back_replaces_its_old_self()
    {
        var address = _second.Cluster().SelfAddress;
        var old = _first.Find(address)!.UniqueAddress;
        await _second.DieAsync();
        _second = Nodes.Start(address.Port!.Value);

        await _second.JoinAsync(_first);

        await UntilAsync(
            () => _first.Find(address) is { Status: MemberStatus.Up or MemberStatus.WeaklyUp } back && !back.UniqueAddress.Equals(old));
        Assert.Equal(2, _first.Cluster().State.Members.Count);
    }

    [Fact]
    public async Task While_a_further_member_is_unreachable_the_old_self_is_only_marked_and_the_node_has_to_wait()
    {
        var third = Nodes.Start();
        await third.JoinAsync(_first);
        var (address, lost) = (_second.Cluster().SelfAddress, third.Cluster().SelfAddress);
        await Task.WhenAll(third.DieAsync(), _second.DieAsync());
        await UntilAsync(() => _first.Cluster().State.Unreachable.Count == 2);
        _second = Nodes.Start(address.Port!.Value);

        var joined = _second.JoinAsync(_first);

        await UntilAsync(() => _first.Find(address)?.Status == MemberStatus.Down);
        Assert.NotNull(_first.Find(lost));
        Assert.Empty(_second.Cluster().State.Members);
        _first.Cluster().Down(lost);
        await joined;
        await UntilAsync(() => _first.Find(address)?.Status is MemberStatus.Up or MemberStatus.WeaklyUp && _first.Find(lost) is null);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!isSo())
            await Task.Delay(50, patience.Token);
    }
}
