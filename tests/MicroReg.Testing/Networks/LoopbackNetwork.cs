using System.Net;

namespace MicroReg.Testing.Networks;

/// <summary>All nodes on 127.0.0.1, each with ports of its own.</summary>
public sealed class LoopbackNetwork : INodeNetwork
{
    public Task<NodePlace> AddPlaceAsync() => Task.FromResult(TakePlace());

    public Task<NodePlace> AddGuestAsync() => Task.FromResult(new NodePlace(IPAddress.Loopback, 0, 0));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A place with two free ports.</summary>
    public static NodePlace TakePlace()
    {
        var ports = FreePorts.Take(2);
        return new NodePlace(IPAddress.Loopback, ports[0], ports[1]);
    }
}
