using Akka.Actor;
using Akka.Hosting;
using MicroReg.Actors.MicroDb;

namespace MicroReg.Actors.Journal;

/// <summary>Wires the journal into an actor system.</summary>
internal static class JournalHosting
{
    /// <summary>Starts <see cref="JournalActor"/> at <c>/user/journal</c>; after <see cref="MicroDbHosting.AddMicroDb"/>.</summary>
    public static AkkaConfigurationBuilder AddJournal(this AkkaConfigurationBuilder akka, JournalWriter writer, JournalOptions options) =>
        akka.WithActors((system, registry) =>
        {
            var microDb = registry.Get<MicroDbActor>();
            registry.Register<JournalActor>(
                system.ActorOf(Props.Create(() => new JournalActor(writer, microDb, options)), "journal"));
        });
}
