using Akka.Actor;
using Akka.Hosting;
using MicroReg.Actors.Cluster;
using MicroReg.Actors.Replication;
using MicroReg.Actors.ServiceDb;
using MicroReg.Actors.Supervision;
using MicroReg.Domain.Nodes;

namespace MicroReg.Hosting.ActorSystems;

/// <summary>
/// One actor system, in a container of its own: Akka.Hosting ties an actor system to its container for life, and the
/// host's container outlives more than one.
/// </summary>
internal sealed class ActorSystemInstance : IAsyncDisposable
{
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(10);

    private readonly ServiceProvider _services;
    private readonly ActorSystem _system;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _ended = new();

    private ActorSystemInstance(ServiceProvider services, ActorSystem system, TimeProvider time) =>
        (_services, _system, _time) = (services, system, time);

    /// <summary>Asks for another one in the place of this one.</summary>
    public required RestartDemand Demand { get; init; }

    /// <summary>Completes when all actors have ended that work on what the next actor system takes over.</summary>
    public required Task WorkEnded { get; init; }

    /// <summary>This one as the rest of the process sees it.</summary>
    public RunningSystem Running => field ??= new RunningSystem(
        _system, ActorRegistry.For(_system).Get<ServiceDbActor>(), ActorRegistry.For(_system).Get<ReplicationActor>(), AddressOf(_system),
        _ended.Token);

    /// <summary>Builds and starts an actor system with its actors.</summary>
    /// <param name="loggers">The host's logging.</param>
    /// <param name="time">The clock of its end.</param>
    /// <param name="configure">What is in it.</param>
    public static async Task<ActorSystemInstance> StartAsync(
        ILoggerFactory loggers, TimeProvider time, Action<AkkaConfigurationBuilder, RestartDemand> configure)
    {
        var demand = new RestartDemand();
        var services = new ServiceCollection()
            .AddSingleton(loggers)
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddAkka<Starter>("microreg", (akka, _) => configure(akka, demand))
            .BuildServiceProvider();
        try
        {
            // Before the starter asks for it: that one prints what fails here to standard output.
            var system = services.GetRequiredService<ActorSystem>();
            await services.GetServices<IHostedService>()
                .OfType<Starter>()
                .Single()
                .StartAsync(CancellationToken.None)
                .ConfigureAwait(false);
            return new ActorSystemInstance(services, system, time) { Demand = demand, WorkEnded = WorkEndedAsync(system) };
        }
        catch
        {
            await services.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The port of its cluster endpoint, as others call it; null if it has none.</summary>
    public int? Port => ((ExtendedActorSystem)_system).Provider.DefaultAddress.Port;

    /// <summary>
    /// True once nobody in it works on the records, the disk or the state of replication any more. These have one user at a time, so the
    /// next one must wait for this, though not for connections that are slow to close.
    /// </summary>
    public bool HasEnded => _system.WhenTerminated.IsCompleted || WorkEnded.IsCompleted;

    /// <summary>Why this one is not to go on, as soon as that is so.</summary>
    public async Task<RestartCause> WhenDoneForAsync() =>
        await Task.WhenAny(Demand.Asked, _system.WhenTerminated).ConfigureAwait(false) == Demand.Asked
            ? await Demand.Asked.ConfigureAwait(false)
            : new RestartCause("it ended by itself", IsFailure: !ClusterExit.IsUnderWay(_system));

    /// <summary>Leaves the cluster with all that this takes, then ends.</summary>
    public Task LeaveAsync() => EndAsync(ClusterExit.LeaveAsync(_system, () => ReplicationHosting.SayGoodbyeAsync(Running.Replication)));

    /// <summary>Ends without a goodbye: it is no member of a cluster, or of one that it should not be in.</summary>
    public Task EndAsync() => EndAsync(ClusterExit.EndAsync(_system));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        _ended.Dispose();
        await _services.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>ServiceDb shares nothing with its successor, and with many services takes its time.</summary>
    private static async Task WorkEndedAsync(ActorSystem system)
    {
        foreach (var (type, actor) in ActorRegistry.For(system))
            if (type != typeof(ServiceDbActor))
                await actor.WatchAsync().ConfigureAwait(false);
    }

    /// <summary>The address under which a node is known to others, if it has a cluster endpoint.</summary>
    private static string AddressOf(ActorSystem system) =>
        ((ExtendedActorSystem)system).Provider.DefaultAddress is { Host: { } host, Port: { } port } ? NodeAddress.Of(host, port) : "";

    private async Task EndAsync(Task shutdown) =>
        await Task.WhenAny(Task.WhenAll(shutdown, _system.WhenTerminated), Task.Delay(EndPatience, _time)).ConfigureAwait(false);

    private sealed class Starter(AkkaConfigurationBuilder akka, IServiceProvider services, ILogger<AkkaHostedService> logger)
        : AkkaHostedService(akka, services, logger, applicationLifetime: null);
}
