using Akka.Actor;
using Akka.Hosting;
using MicroReg.Actors.Cluster;
using MicroReg.Actors.MicroDb;
using MicroReg.Actors.Replication;
using MicroReg.Actors.ServiceDb;
using MicroReg.Actors.Supervision;
using MicroReg.Hosting.ActorSystems;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace MicroReg.Hosting.Tests.ActorSystems;

/// <summary>A node with one actor, which does not end before it may, and with a clock that skips every wait.</summary>
internal sealed class StuckNode : IAsyncDisposable
{
    private readonly TaskCompletionSource _mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly List<RestartDemand> _demands = [];
    private readonly NodeSystem _node;

    private StuckNode() => _node = new NodeSystem(
        StartActorsAsync, Current, new PendingCommits(), new ReplacementOptions(), _lifetime, Time, NullLogger<NodeSystem>.Instance);

    public SkippingTime Time { get; } = new();

    public CurrentSystem Current { get; } = new();

    /// <summary>How often actors were started.</summary>
    public int Starts => _demands.Count;

    /// <summary>Asks for another actor system in the place of the first.</summary>
    public RestartDemand Demand => _demands[0];

    /// <summary>Cancelled when the host stops.</summary>
    public CancellationToken Stopping => _lifetime.ApplicationStopping;

    public static async Task<StuckNode> StartAsync()
    {
        var stuck = new StuckNode();
        await stuck._node.StartAsync(CancellationToken.None);
        return stuck;
    }

    public void Release() => _mayEnd.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        await _node.DisposeAsync();
    }

    private Task<ActorSystemInstance> StartActorsAsync(int? port) => ActorSystemInstance.StartAsync(
        NullLoggerFactory.Instance,
        Time,
        (akka, demand) =>
        {
            _demands.Add(demand);
            akka.AddHocon("akka.stdout-loglevel = OFF", HoconAddMode.Prepend).WithActors((system, registry) =>
            {
                var stuck = system.ActorOf(Props.Create(() => new StuckActor(_mayEnd.Task)));
                registry.Register<ServiceDbActor>(stuck);
                registry.Register<ReplicationActor>(stuck);
            });
        });

    private sealed class StuckActor(Task mayEnd) : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);

        protected override void PostStop() => mayEnd.Wait();
    }
}
