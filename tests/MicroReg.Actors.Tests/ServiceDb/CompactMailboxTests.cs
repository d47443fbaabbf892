using Akka.Actor;
using Akka.TestKit.Xunit2;
using MicroReg.Actors.ServiceDb;

namespace MicroReg.Actors.Tests.ServiceDb;

public sealed class CompactMailboxTests : TestKit
{
    public CompactMailboxTests()
        : base(TestSystems.Default)
    {
    }

    /// <summary>
    /// Two messages at a time and then none until both are answered: an actor that goes to sleep beside the second one
    /// sleeps for good.
    /// </summary>
    [Fact]
    public async Task No_message_is_left_beside_a_sleeping_actor()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var echo = Sys.ActorOf(Props.Create<Echo>().WithMailbox(CompactMailbox.Id));
            for (var round = 0; round < 100_000; round++)
                await Task.WhenAll(echo.Ask<int>(round), echo.Ask<int>(round)).WaitAsync(TimeSpan.FromSeconds(60));
        })));
    }

    private sealed class Echo : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message);
    }
}
