namespace MicroReg.Actors.Cluster;

/// <summary>The demand for another actor system in the place of one; made once for each.</summary>
internal sealed class RestartDemand
{
    private readonly TaskCompletionSource<string> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Why another one is wanted, once it is.</summary>
    public Task<string> Asked => _asked.Task;

    /// <summary>Asks for another one. Only the first reason counts.</summary>
    public void Ask(string reason) => _asked.TrySetResult(reason);
}
