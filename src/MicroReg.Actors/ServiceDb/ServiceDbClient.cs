using Akka.Actor;
using Akka.Hosting;
using MicroReg.Actors.Cluster;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Rules;

namespace MicroReg.Actors.ServiceDb;

/// <summary>
/// The registry for everybody who is no actor. Reads go to the published view; writes are asked of ServiceDb, and
/// this is the only place that asks.
/// </summary>
/// <param name="serviceDb">The actor that takes the commands.</param>
/// <param name="database">The records.</param>
/// <param name="node">What the node knows of itself.</param>
/// <param name="options">The timeout of a call.</param>
public sealed class ServiceDbClient(
    IRequiredActor<ServiceDbActor> serviceDb,
    RegistryDatabase database,
    NodeView node,
    ServiceDbOptions options) : IRegistry
{
    /// <inheritdoc />
    public RegistryView View => database.View;

    /// <inheritdoc />
    public ClusterStatus Status => node.Describe();

    /// <inheritdoc />
    public Readiness Readiness => node.Readiness;

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
    public Task<Outcome<bool>> ForgetNodeAsync(string node, CancellationToken cancellation = default) =>
        Task.FromResult<Outcome<bool>>(false);

    private async Task<Outcome<bool>> AskWhetherFoundAsync(RegistryCommand command, CancellationToken cancellation)
    {
        var answer = await AskAsync(command, cancellation).ConfigureAwait(false);
        return answer.Fault is { } fault ? fault : answer.Found;
    }

    private async Task<CommandAnswer> AskAsync(RegistryCommand command, CancellationToken cancellation)
    {
        try
        {
            return await serviceDb.ActorRef.Ask<CommandAnswer>(command, options.CallTimeout, cancellation).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            return CommandAnswer.Failed(new RegistryFault(
                FaultKind.Unavailable,
                $"The registry did not answer within {options.CallTimeout.TotalSeconds:0.#} s; the call may have been applied, so repeat it."));
        }
    }
}
