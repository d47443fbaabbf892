using Akka.Actor;
using MicroReg.Actors.Cluster;
using MicroReg.Actors.Health;
using MicroReg.Actors.MicroDb;
using MicroReg.Actors.Replication;
using MicroReg.Domain.Database;
using MicroReg.Domain.Events;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Subscriptions;
using MicroReg.Domain.Views;

namespace MicroReg.Actors.Registry;

/// <summary>
/// The registry for everybody who is no actor. Reads go to the published view; writes are asked of ServiceDb, and
/// this is the only place that asks.
/// </summary>
/// <param name="current">The actor system with the actor that takes the commands.</param>
/// <param name="database">The records.</param>
/// <param name="node">What the node knows of itself.</param>
/// <param name="events">The feed of status changes.</param>
/// <param name="subscriptions">How subscriptions begin.</param>
/// <param name="health">Who takes signs of life.</param>
/// <param name="options">The timeout of a call.</param>
/// <param name="time">Measures the timeout.</param>
internal sealed class ServiceDbClient(
    CurrentSystem current,
    RegistryDatabase database,
    NodeView node,
    IStatusFeed events,
    SubscriptionRequests subscriptions,
    HealthRuntime health,
    ServiceDbOptions options,
    TimeProvider time) : IRegistry
{
    /// <inheritdoc />
    public RegistryView View => database.View;

    /// <inheritdoc />
    public ClusterStatus Status => node.Describe();

    /// <inheritdoc />
    public Readiness Readiness => node.Readiness;

    /// <inheritdoc />
    public IStatusFeed Events => events;

    /// <inheritdoc />
    public async Task<Outcome<int>> RegisterAsync(RegisterInstance command, CancellationToken cancellation = default)
    {
        var answer = await AskAsync(command, cancellation).ConfigureAwait(false);
        return answer.Fault is { } fault ? fault : answer.Id;
    }

    /// <inheritdoc />
    public Task<Outcome<bool>> UpdateStatusAsync(UpdateStatus command, CancellationToken cancellation = default) =>
        AskWhetherFoundAsync(command, cancellation);

    /// <inheritdoc />
    public Task<Outcome<bool>> UnregisterAsync(UnregisterInstances command, CancellationToken cancellation = default) =>
        AskWhetherFoundAsync(command, cancellation);

    /// <inheritdoc />
    public Outcome<bool> Heartbeat(InstanceKey instance) => health.Heartbeat(instance);

    /// <inheritdoc />
    public Task<Outcome<bool>> DrainAsync(DrainInstance command, CancellationToken cancellation = default) =>
        AskWhetherFoundAsync(command, cancellation);

    /// <inheritdoc />
    public Task<Outcome<int>> ReleaseSelfPreservationAsync(CancellationToken cancellation = default) =>
        Task.FromResult<Outcome<int>>(health.Release());

    /// <inheritdoc />
    public async Task<Outcome<SubscriptionGrant>> SubscribeAsync(
        SubscriptionTerms terms, string cursor = "", CancellationToken cancellation = default)
    {
        if (subscriptions.Refusal(terms, cursor) is { } refusal)
            return refusal;
        var command = subscriptions.Begin(terms, cursor);
        var answer = await AskAsync(command, cancellation).ConfigureAwait(false);
        return answer.Fault is { } fault ? fault : new SubscriptionGrant(command.Id, terms.TtlSeconds);
    }

    /// <inheritdoc />
    public Task<Outcome<bool>> RenewSubscriptionAsync(string id, CancellationToken cancellation = default) =>
        AskWhetherFoundAsync(subscriptions.Renew(id), cancellation);

    /// <inheritdoc />
    public Task<Outcome<bool>> UnsubscribeAsync(string id, CancellationToken cancellation = default) =>
        AskWhetherFoundAsync(new EndSubscription(id), cancellation);

    /// <inheritdoc />
    public async Task<Outcome<bool>> ForgetNodeAsync(string node, CancellationToken cancellation = default)
    {
        if (current.WriteFault is { } refusal)
            return refusal;
        if (await NextAsync(options.CallTimeout, cancellation).ConfigureAwait(false) is not { } running)
            return new RegistryFault(FaultKind.Unavailable, current.Readiness.Reason);
        try
        {
            return await running.Replication.Ask<Outcome<bool>>(new ForgetNode(node), options.CallTimeout, cancellation)
                .ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            return new RegistryFault(
                FaultKind.Unavailable, "Replication did not answer; the node may be forgotten, so look or repeat the call.");
        }
    }

    private async Task<Outcome<bool>> AskWhetherFoundAsync(RegistryCommand command, CancellationToken cancellation)
    {
        var answer = await AskAsync(command, cancellation).ConfigureAwait(false);
        return answer.Fault is { } fault ? fault : answer.Found;
    }

    private async Task<CommandAnswer> AskAsync(RegistryCommand command, CancellationToken cancellation)
    {
        var answer = await AskServiceDbAsync(command, cancellation).ConfigureAwait(false);
        if (answer.Reached is { } reached)
            command.OnReached?.Invoke(reached);
        return answer;
    }

    private async Task<CommandAnswer> AskServiceDbAsync(RegistryCommand command, CancellationToken cancellation)
    {
        if (current.WriteFault is { } refusal)
            return CommandAnswer.Failed(refusal);
        var patience = options.CallTimeout;
        if (current.Running is not { } running)
        {
            var since = time.GetTimestamp();
            if (await NextAsync(patience, cancellation).ConfigureAwait(false) is not { } next)
                return Unavailable($"{current.Readiness.Reason} Nothing was stored: try again, or use another node.");
            running = next;
            patience -= time.GetElapsedTime(since);
            patience = patience > TimeSpan.Zero ? patience : TimeSpan.FromMilliseconds(1);
        }

        var reply = new CommandReply(((IInternalActorRef)running.ServiceDb).Provider, running.ReplyPath);
        using var ending = reply.EndWith(running.Ended);
        running.ServiceDb.Tell(command, reply);
        try
        {
            return await reply.Answer.WaitAsync(patience, time, cancellation).ConfigureAwait(false)
                ?? Unavailable(
                    "The node replaced its actor system while the call was under way; the call may have been applied, so repeat it.");
        }
        catch (TimeoutException)
        {
            return Unavailable($"The registry did not answer within {options.CallTimeout.TotalSeconds:0.#} s; the call may have been "
                + "applied, so repeat it.");
        }
    }

    private async Task<RunningSystem?> NextAsync(TimeSpan patience, CancellationToken cancellation)
    {
        try
        {
            return await current.WhenRunning.WaitAsync(patience, time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static CommandAnswer Unavailable(string message) => CommandAnswer.Failed(new RegistryFault(FaultKind.Unavailable, message));
}
