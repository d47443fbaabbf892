using Akka.TestKit.Xunit2;
using MicroReg.Actors.ServiceDb;
using MicroReg.Domain.Kernel;

namespace MicroReg.Actors.Tests.MicroDb;

/// <summary>Names that come and go are remembered for the retention: there may not be more of them than memory holds.</summary>
public sealed class TombstoneLimitTests : TestKit
{
    private const int Most = 10;
    private readonly RegistryFixture _node;

    public TombstoneLimitTests()
        : base(CompactMailbox.Definition) => _node = new RegistryFixture(Sys, options: new() { MaxTombstones = Most });

    [Fact]
    public async Task New_instances_are_refused_when_there_are_too_many_and_known_ones_are_not()
    {
        for (var number = 0; number < Most; number++)
        {
            Assert.Null((await _node.Register($"passing-{number}")).Fault);
            await _node.Unregister($"passing-{number}");
        }

        Assert.Equal(Most, _node.Registry.Status.Tombstones);
        var refused = await _node.Register("new");
        Assert.Equal(FaultKind.TooMany, refused.Fault!.Kind);
        Assert.Null(_node.Registry.View.Find("new"));

        Assert.Null((await _node.Register("passing-3")).Fault);
        Assert.Equal(Most - 1, _node.Registry.Status.Tombstones);
        Assert.Null((await _node.Register("new")).Fault);
    }

    protected override void AfterAll()
    {
        _node.Dispose();
        base.AfterAll();
    }
}
