namespace MicroReg.Client.Registration;

/// <summary>How the application's own registration stands.</summary>
public interface IRegistrationState
{
    /// <summary>What is registered; the name of the service.</summary>
    string Service { get; }

    /// <summary>The id that the registry gave; null while it is not registered.</summary>
    int? Id { get; }

    /// <summary>Completes once a node has taken the registration for the first time.</summary>
    Task WhenRegisteredAsync(CancellationToken cancellation = default);
}
