using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;
using MicroReg.Actors.ServiceDb;
using MicroReg.Actors.Subscriptions;
using MicroReg.Actors.Subscriptions.Watching;
using MicroReg.Domain.Events;
using MicroReg.Domain.Records;

namespace MicroReg.Actors.Tests.Subscriptions;

/// <summary>A watcher in another actor system, over Akka.Remote with the settings that nodes ship with.</summary>
public sealed class RemoteWatchTests : TestKit
{
    private readonly RegistryFixture _node;
    private readonly ActorSystem _other;

    public RemoteWatchTests()
        : base(Shipped(), "microreg")
    {
        _node = new RegistryFixture(Sys);
        _node.StartSubscriptions(Sys);
        _other = ActorSystem.Create("microreg", Shipped());
    }

    protected override void AfterAll()
    {
        _other.Terminate().Wait();
        base.AfterAll();
        _node.Dispose();
    }

    [Fact]
    public async Task A_watcher_on_another_node_gets_snapshot_and_changes_and_its_end_is_noticed()
    {
        await _node.Register("orders");
        var watcher = CreateTestProbe(_other);
        var own = ((ExtendedActorSystem)Sys).Provider.DefaultAddress;
        _other.ActorSelection($"{own}/user/{StatusFeedActor.Name}")
            .Tell(new WatchStatus(new EventFilter { Services = ["orders"] }, EventCursor.Empty), watcher.Ref);

        var first = await watcher.ExpectMsgAsync<StatusPage>();
        Assert.True(first is { Reset: true, More: false });
        var told = Assert.Single(first.Events);
        var actual = Assert.Single(_node.Registry.View.Find("orders")!.Instances);
        Assert.Equal((StatusEventKind.Registered, actual, EventVersion.Of(actual)), (told.Kind, told.Instance, told.Version));

        watcher.LastSender.Tell(StatusPageTaken.Instance, watcher.Ref);
        await _node.Register("basket");
        await _node.Update("orders", ServiceStatus.Stopped);
        Assert.Equal(ServiceStatus.Stopped, Assert.Single((await watcher.ExpectMsgAsync<StatusPage>()).Events).Status);

        var session = Sys.ActorSelection(watcher.LastSender.Path.ToStringWithoutAddress());
        Watch(await session.ResolveOne(TimeSpan.FromSeconds(60)));
        _other.Stop(watcher.Ref);
        await ExpectMsgAsync<Terminated>();
    }

    private static Config Shipped()
    {
        using var stream = typeof(RemoteWatchTests).Assembly.GetManifestResourceStream("microreg.hocon")!;
        using var reader = new StreamReader(stream);
        return ConfigurationFactory.ParseString(
            "akka { loglevel = WARNING, test.single-expect-default = 60s, remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 } }")
            .WithFallback(CompactMailbox.Definition)
            .WithFallback(ConfigurationFactory.ParseString(reader.ReadToEnd()));
    }
}
