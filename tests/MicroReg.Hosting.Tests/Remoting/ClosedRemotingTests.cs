using Akka.Actor;
using Akka.Configuration;

namespace MicroReg.Hosting.Tests.Remoting;

/// <summary>What a stranger with Akka's default settings can make a node do: nothing, and a line in the log.</summary>
public sealed class ClosedRemotingTests : IAsyncLifetime
{
    private readonly ActorSystem _stranger = ActorSystem.Create(
        "stranger",
        ConfigurationFactory.ParseString("akka { actor.provider = remote, stdout-loglevel = OFF, loglevel = OFF, remote.dot-netty.tcp { "
            + "hostname = 127.0.0.1, port = 0 } }"));

    private InboxSystem _node = null!;
    private InboxSystem _other = null!;

    public async Task InitializeAsync() => (_node, _other) = (await InboxSystem.StartAsync(), await InboxSystem.StartAsync());

    public async Task DisposeAsync()
    {
        await _stranger.Terminate();
        await _node.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task A_message_of_a_type_that_nobody_registered_is_refused_with_a_line_in_the_log_and_harms_nothing()
    {
        await _other.DeliverAsync(_node, "before");

        Inbox.Tell(new Trap { Text = "made by whoever reads it" });
        await _node.Log.WaitForAsync("SerializerId=1,");
        (await Inbox.ResolveOne(Patience.Limit)).Tell(new Trap { Text = "and without an envelope" });
        await _node.Log.WaitForAsync("Cannot find serializer with id [1]");

        Assert.Equal(0, Trap.Made);
        await _other.DeliverAsync(_node, "after");
        Assert.False(_node.HasReceived);
    }

    [Fact]
    public async Task A_protobuf_message_at_large_is_refused()
    {
        Inbox.Tell(new Google.Protobuf.WellKnownTypes.StringValue { Value = "any" });

        await _node.Log.WaitForAsync("SerializerId=2,");
        await _other.DeliverAsync(_node, "after");
    }

    [Fact]
    public async Task An_actor_that_somebody_else_wants_to_run_here_is_not_made()
    {
        _stranger.ActorOf(Props.Create<Intruder>().WithDeploy(Deploy.None.WithScope(new RemoteScope(_node.Address))), "intruder");
        await _node.Log.WaitForAsync("Cannot find serializer with id [3]");

        Assert.Equal(0, Intruder.Made);
        await _other.DeliverAsync(_node, "after");
    }

    [Fact]
    public async Task Nobody_kills_an_actor_of_a_node_from_outside()
    {
        var inbox = await Inbox.ResolveOne(Patience.Limit);

        inbox.Tell(PoisonPill.Instance);
        await _node.Log.WaitForAsync("Nodes don't take the message 'PP'");
        inbox.Tell(Kill.Instance);
        await _node.Log.WaitForAsync("Nodes don't take the message 'K'");
        inbox.Tell(new Status.Failure(new InvalidOperationException()));
        await _node.Log.WaitForAsync("Nodes don't take the message 'STF'");
        ((IInternalActorRef)inbox).Stop();
        await _node.Log.WaitForAsync("Nodes don't take the system message 'Akka.Dispatch.SysMsg.Terminate'");

        await _other.DeliverAsync(_node, "after");
    }

    [Fact]
    public async Task Nodes_form_a_cluster_and_watch_each_others_actors()
    {
        var (here, there) = (Akka.Cluster.Cluster.Get(_node.System), Akka.Cluster.Cluster.Get(_other.System));
        await here.JoinAsync(_node.Address).Soon();
        await there.JoinAsync(_node.Address).Soon();
        var inbox = await _other.InboxOf(_node).ResolveOne(Patience.Limit);

        var ended = inbox.WatchAsync();
        _node.System.Stop(await _node.InboxOf(_node).ResolveOne(Patience.Limit));

        Assert.True(await ended.Soon());
    }

    [Fact]
    public async Task A_node_does_not_send_what_nobody_registered()
    {
        _other.InboxOf(_node).Tell(new Uri("http://127.0.0.1/"));

        await _other.Log.WaitForAsync("No serializer binding found for type Uri");
        await _other.DeliverAsync(_node, "after");
    }

    private ActorSelection Inbox => _stranger.ActorSelection(new RootActorPath(_node.Address) / "user" / "inbox");

    /// <summary>Counts how often it is made of a message. Writing takes no part in that.</summary>
    public sealed class Trap
    {
        private const string Bait = "bait";

        private static int _made;

        public static int Made => _made;

        public string Text
        {
            get => field.Length == 0 ? "" : Bait;
            set
            {
                field = value;
                if (value == Bait)
                    Interlocked.Increment(ref _made);
            }
        } = "";
    }

    public sealed class Intruder : UntypedActor
    {
        private static int _made;

        public Intruder() => Interlocked.Increment(ref _made);

        public static int Made => _made;

        protected override void OnReceive(object message)
        {
        }
    }
}
