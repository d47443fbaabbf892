using Akka.TestKit.Xunit2;
using MicroReg.Actors.MicroDb;

namespace MicroReg.Actors.Tests.Replication;

public sealed class FollowTests : TestKit
{
    private readonly RegistryFixture _node;

    public FollowTests()
        : base(TestSystems.Default) => _node = new RegistryFixture(Sys);

    protected override void AfterAll()
    {
        base.AfterAll();
        _node.Dispose();
    }

    [Fact]
    public async Task A_follower_that_begins_after_the_last_commit_still_learns_what_is_on_disk()
    {
        await _node.Register("orders");

        _node.MicroDb.Tell(FollowCommits.Instance, TestActor);

        Assert.True((await ExpectMsgAsync<DurableUpTo>()).Vector.Covers(_node.Database.Records.Vector));
    }
}
