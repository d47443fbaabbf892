namespace MicroReg.Testing.Networks;

/// <summary>Gives nodes their places.</summary>
public interface INodeNetwork : IAsyncDisposable
{
    /// <summary>A place for the next node.</summary>
    Task<NodePlace> AddPlaceAsync();

    /// <summary>A place for something that nodes call, at any port: no link that is cut leads there.</summary>
    Task<NodePlace> AddGuestAsync();
}
