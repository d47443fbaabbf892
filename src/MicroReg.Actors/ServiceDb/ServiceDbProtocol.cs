namespace MicroReg.Actors.ServiceDb;

/// <summary>
/// A service without instances and without commands asks ServiceDb whether it may stop. The answer, if any, is <see cref="Retire"/>.
/// </summary>
/// <param name="Name">The service.</param>
internal sealed record MayRetire(string Name);

/// <summary>
/// ServiceDb asks a service to stop. Until it has stopped or said <see cref="ServiceStays"/>, ServiceDb keeps the commands for it.
/// </summary>
internal sealed class Retire
{
    public static readonly Retire Instance = new();
}

/// <summary>A service that was asked to retire has something to do again, and does not stop.</summary>
/// <param name="Name">The service.</param>
internal sealed record ServiceStays(string Name);

/// <summary>The actor of a service stops, asked to or not, and takes no more messages.</summary>
/// <param name="Name">The service.</param>
internal sealed record ServiceStopped(string Name);

/// <summary>MicroDb has stopped for good: nothing can be written any more.</summary>
internal sealed class MicroDbStopped
{
    public static readonly MicroDbStopped Instance = new();
}

/// <summary>It is time to create actors of services that came from the disk or from other nodes.</summary>
internal sealed class CreateWaiting
{
    public static readonly CreateWaiting Instance = new();
}
