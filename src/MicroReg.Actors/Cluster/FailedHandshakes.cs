using System.Reflection;
using Akka;
using Akka.Actor;
using Akka.Event;

namespace MicroReg.Actors.Cluster;

/// <summary>
/// Akka.NET (1.5.74, TcpHandlers.UserEventTriggered) shuts the actor system down when a TLS handshake that it began
/// fails: a peer that dies in that moment, has an expired certificate or speaks no TLS would stop every node that calls
/// it. Here a first phase ends such a shutdown before it has done anything, and makes the next one possible.
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

    public static void Survive(ExtendedActorSystem system)
    {
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(Phase, "go-on", () =>
        {
            if (shutdown.ShutdownReason is not { ExitCode: HandshakeFailed } reason)
                return Task.FromResult(Done.Instance);
            system.Log.Warning("A TLS handshake with another node failed ({0}). This node goes on.", reason);
            _ = ForgetAsync(shutdown, reason);
            return Task.FromException<Done>(new OperationCanceledException("A failed handshake is no reason to stop."));
        });
    }

    /// <summary>
    /// A shutdown runs once, and nothing public starts it over. The two fields are those of the pinned version; were
    /// they renamed, the test of this class would say so.
    /// </summary>
    private static async Task ForgetAsync(CoordinatedShutdown shutdown, CoordinatedShutdown.Reason reason)
    {
        await shutdown.Run(reason).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
        Field("_runPromise").SetValue(shutdown, new TaskCompletionSource<Done>());
        var started = Field("_runStarted").GetValue(shutdown)!;
        started.GetType().GetProperty("Value")!.SetValue(started, null);
    }

    private static FieldInfo Field(string name) => typeof(CoordinatedShutdown).GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)!;
}
