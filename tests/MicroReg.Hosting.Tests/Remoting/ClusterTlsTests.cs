using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using MicroReg.Testing.Certificates;

namespace MicroReg.Hosting.Tests.Remoting;

public sealed class ClusterTlsTests : IAsyncLifetime, IDisposable
{
    private readonly Authority _ours = new("ours");
    private readonly Authority _foreign = new("foreign");

    private InboxSystem _first = null!;
    private InboxSystem _second = null!;

    public async Task InitializeAsync() =>
        (_first, _second) = (await InboxSystem.StartAsync(_ours.Node()), await InboxSystem.StartAsync(_ours.Node()));

    public async Task DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    public void Dispose()
    {
        _ours.Dispose();
        _foreign.Dispose();
    }

    [Fact]
    public async Task Nodes_of_one_authority_talk_both_ways()
    {
        await _first.DeliverAsync(_second, "there");
        await _second.DeliverAsync(_first, "and back");

        Assert.Equal("akka.ssl.tcp", _first.Address.Protocol);
    }

    [Fact]
    public async Task Nodes_of_one_authority_form_a_cluster()
    {
        await Akka.Cluster.Cluster.Get(_first.System).JoinAsync(_first.Address).Soon();
        await Akka.Cluster.Cluster.Get(_second.System).JoinAsync(_first.Address).Soon();

        Assert.Equal(2, Akka.Cluster.Cluster.Get(_second.System).State.Members.Count);
    }

    [Fact]
    public async Task A_certificate_of_a_foreign_authority_gets_no_message_through_although_its_owner_trusts_ours()
    {
        await using var stranger = await InboxSystem.StartAsync(_foreign.Node(_ours));

        stranger.InboxOf(_first).Tell("let me in");
        await _first.Log.WaitForAsync("no authority of this cluster issued");

        await _second.DeliverAsync(_first, "after");
        Assert.False(_first.HasReceived);
    }

    [Fact]
    public async Task A_system_without_TLS_gets_no_message_through()
    {
        await using var plain = await InboxSystem.StartAsync();
        var inbox = new RootActorPath(_first.Address.WithProtocol("akka.tcp")) / "user" / "inbox";

        plain.System.ActorSelection(inbox).Tell("let me in");
        await _first.Log.WaitForAsync("Rejected incoming connection");

        await _second.DeliverAsync(_first, "after");
        Assert.False(_first.HasReceived);
    }

    [Fact]
    public async Task A_node_that_calls_a_foreign_one_or_one_that_dies_in_the_handshake_goes_on_and_can_still_be_stopped()
    {
        await using var stranger = await InboxSystem.StartAsync(_foreign.Node());
        using var dying = new TcpListener(IPAddress.Loopback, 0);
        dying.Start();
        var port = ((IPEndPoint)dying.LocalEndpoint).Port;

        _first.InboxOf(stranger).Tell("for friends only");
        await _first.Log.WaitForAsync($":{stranger.Address.Port}]). This node goes on");
        _first.System.ActorSelection(new RootActorPath(_first.Address.WithPort(port)) / "user" / "inbox").Tell("for friends only");
        using (var caller = await dying.AcceptTcpClientAsync().Soon())
        {
            // Before its first message there is no handshake that could fail, only a connection that was closed.
            await caller.GetStream().ReadExactlyAsync(new byte[1]).AsTask().Soon();
        }

        await _first.Log.WaitForAsync($"microreg@127.0.0.1:{port}: Error");

        await _first.DeliverAsync(_second, "after");
        Assert.False(stranger.HasReceived);
        await _first.StopAsync();
        await _first.System.WhenTerminated.Soon();
    }

    [Fact]
    public async Task A_member_whose_handshake_failed_leaves_its_cluster_when_it_is_stopped()
    {
        var (first, second) = (Akka.Cluster.Cluster.Get(_first.System), Akka.Cluster.Cluster.Get(_second.System));
        await first.JoinAsync(_first.Address).Soon();
        await second.JoinAsync(_first.Address).Soon();
        await using var stranger = await InboxSystem.StartAsync(_foreign.Node());
        _second.InboxOf(stranger).Tell("for friends only");
        await _second.Log.WaitForAsync("This node goes on");

        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        second.RegisterOnMemberRemoved(left.SetResult);
        await _second.StopAsync().Soon();
        await left.Task.Soon();
        Assert.True(_second.System.WhenTerminated.IsCompletedSuccessfully);
    }

    [Fact]
    public void An_expired_certificate_is_none()
    {
        using var expired = _ours.Issue("late", daysFromNow: -1);
        using var valid = _ours.Issue("node");

        Assert.False(_ours.Node().IsPeer(expired));
        Assert.True(_ours.Node().IsPeer(valid));
        Assert.False(_foreign.Node().IsPeer(valid));
        Assert.False(_ours.Node().IsPeer(null));
    }
}
