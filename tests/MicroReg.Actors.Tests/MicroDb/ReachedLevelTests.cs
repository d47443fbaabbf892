using Akka.TestKit.Xunit2;
using MicroReg.Actors.ServiceDb;
using MicroReg.Domain.Rules;

namespace MicroReg.Actors.Tests.MicroDb;

/// <summary>Who asks is told on how many nodes a write is when it is answered.</summary>
public sealed class ReachedLevelTests : TestKit
{
    private readonly RegistryFixture _node;
    private readonly List<AcknowledgementLevel> _reached = [];

    public ReachedLevelTests()
        : base(CompactMailbox.Definition) => _node = new RegistryFixture(Sys);

    [Fact]
    public async Task A_node_alone_reaches_the_level_that_was_asked_for()
    {
        var register = RegistryCommands.Register("orders", "127.0.0.1", 1).Value with
        {
            Acknowledgement = AcknowledgementLevel.All,
            OnReached = _reached.Add,
        };
        Assert.Null((await _node.Registry.RegisterAsync(register)).Fault);
        Assert.Equal([AcknowledgementLevel.All], _reached);
    }

    [Fact]
    public async Task Nothing_is_told_of_a_command_that_writes_nothing()
    {
        var unregister = RegistryCommands.Unregister("nobody", null).Value with { OnReached = _reached.Add };
        Assert.False((await _node.Registry.UnregisterAsync(unregister)).Value);
        Assert.Empty(_reached);
    }

    protected override void AfterAll()
    {
        _node.Dispose();
        base.AfterAll();
    }
}
