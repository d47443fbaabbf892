using Akka.Actor;
using Akka.TestKit.Xunit2;
using MicroReg.Actors.MicroDb;
using MicroReg.Domain.Events;
using MicroReg.Domain.Records;

namespace MicroReg.Actors.Tests.MicroDb;

/// <summary>What subscribers are told of the writes that go through the actors.</summary>
public sealed class FeedTests : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly RegistryFixture _node;
    private readonly IFeedReader _reader;

    public FeedTests()
        : base(TestSystems.Default)
    {
        _node = new RegistryFixture(Sys);
        _reader = _node.Events.Read(EventCursor.Empty, Domain.Events.EventFilter.All);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _node.Dispose();
    }

    [Fact]
    public async Task Subscribers_get_a_write_once_it_is_on_disk()
    {
        Assert.True((await NextAsync()).Reset);
        _node.Store.Hold();
        var call = _node.Register("orders");
        await _node.Store.Arrived.WaitAsync();
        Assert.Empty((await _reader.NextAsync(TimeSpan.Zero)).Value.Events);
        _node.Store.LetGo();
        var told = Assert.Single((await NextAsync()).Events);
        Assert.Equal((StatusEventKind.Registered, "orders"), (told.Kind, told.Key.Name));
        await call;
    }

    [Fact]
    public async Task Writes_that_met_a_failing_disk_reach_subscribers_once_the_disk_has_them()
    {
        await NextAsync();
        _node.Store.Fail("no space left");
        await _node.Register("orders");
        Assert.Empty((await _reader.NextAsync(TimeSpan.Zero)).Value.Events);
        _node.Store.Heal();
        Assert.Equal("orders", Assert.Single((await NextAsync()).Events).Key.Name);
    }

    [Fact]
    public async Task A_crash_of_the_writer_loses_no_change_for_subscribers()
    {
        await NextAsync();
        await _node.Register("before");
        _node.MicroDb.Tell(new Commit(null!, null!, TestActor));
        await _node.Register("after");
        await _node.Update("before", ServiceStatus.Stopped);
        var told = new List<string>();
        while (told.Count < 3)
            told.AddRange((await NextAsync()).Events.Select(change => $"{change.Kind} {change.Key.Name}"));
        Assert.Equal(["Registered before", "Registered after", "StatusChanged before"], told);
    }

    private async Task<FeedPage> NextAsync() => (await _reader.NextAsync(Patience)).Value;
}
