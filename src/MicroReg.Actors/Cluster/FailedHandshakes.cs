using Akka;
using Akka.Actor;
using MicroReg.Actors.Logging;

namespace MicroReg.Actors.Cluster;

/// <summary>
/// Akka.NET (1.5.74, TcpHandlers.UserEventTriggered) shuts the actor system down when a TLS handshake that it began fails: a peer that
/// dies in that moment, has an expired certificate or speaks no TLS would stop every node that calls it. Here a first phase ends such a
/// shutdown before it has done anything.
/// <para>An actor system has one coordinated shutdown in its life. After a failed handshake it is spent, so that the node has to end the
/// system without it (<see cref="ClusterExit"/>).</para>
/// </summary>
internal static class FailedHandshakes
{
    /// <summary>A phase before all others. Without "recover" a task that fails in it ends the shutdown.</summary>
    public const string Settings = $$"""
        akka.coordinated-shutdown.phases {
          {{Phase}} { recover = off }
          before-service-unbind { depends-on = [{{Phase}}] }
        }
        """;

    private const string Phase = "failed-tls-handshake";

    /// <summary>The exit code of TlsHandshakeFailureReason, which is internal.</summary>
    private const int HandshakeFailed = 79;

    /// <summary>Lets an actor system go on when a TLS handshake fails.</summary>
    public static void Survive(ExtendedActorSystem system) =>
        CoordinatedShutdown.Get(system).AddTask(Phase, "go-on", () =>
        {
            if (!HaveSpentShutdownOf(system))
                return Task.FromResult(Done.Instance);
            Log.HandshakeFailed(
                system.LoggerOf<MembershipActor>(), $"{CoordinatedShutdown.Get(system).ShutdownReason}");
            return Task.FromException<Done>(new OperationCanceledException("A failed handshake is no reason to stop."));
        });

    /// <summary>True if the one coordinated shutdown of an actor system was begun by a failed handshake.</summary>
    public static bool HaveSpentShutdownOf(ActorSystem system) =>
        CoordinatedShutdown.Get(system).ShutdownReason is { ExitCode: HandshakeFailed };
}
