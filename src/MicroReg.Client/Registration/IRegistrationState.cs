namespace MicroReg.Client.Registration;

/// <summary>The state of the application's own registration.</summary>
public interface IRegistrationState
{
    /// <summary>The name of the registered service.</summary>
    string Service { get; }

    /// <summary>The id that the registry gave the instance. Null while it is not registered.</summary>
    int? Id { get; }

    /// <summary>Completes once a node has accepted the registration for the first time.</summary>
    Task WhenRegisteredAsync(CancellationToken cancellation = default);
}
