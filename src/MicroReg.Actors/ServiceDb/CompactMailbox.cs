using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace MicroReg.Actors.ServiceDb;

/// <summary>
/// The mailbox of a service. Akka's default one holds a queue that reserves about a kilobyte before the first message
/// comes: half of what an actor takes, and there is one per service. This one takes a hundred bytes when it is empty.
/// </summary>
internal sealed class CompactMailbox(Settings settings, Config config) : MailboxType(settings, config), IProducesMessageQueue<CompactQueue>
{
    /// <summary>The name under which actors ask for it; see <see cref="Definition"/>.</summary>
    public const string Id = "microreg-compact-mailbox";

    /// <summary>The configuration that an actor system needs to know the name.</summary>
    public static Config Definition { get; } =
        ConfigurationFactory.ParseString(
            $"{Id}.mailbox-type = \"{typeof(CompactMailbox).FullName}, {typeof(CompactMailbox).Assembly.GetName().Name}\"");

    /// <inheritdoc />
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new CompactQueue();
}
