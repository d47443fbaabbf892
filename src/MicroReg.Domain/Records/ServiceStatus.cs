namespace MicroReg.Domain.Records;

/// <summary>The status of an instance, as a service or an operator reports it. Callers see these numbers.</summary>
public enum ServiceStatus
{
    /// <summary>Failed, or reported as running while its health check fails.</summary>
    Error = -1,

    /// <summary>Deliberately out of service. No health check ever revives it.</summary>
    Stopped = 0,

    /// <summary>Ready for requests.</summary>
    Running = 1,

    /// <summary>Alive, not ready yet.</summary>
    Starting = 2,

    /// <summary>Finishing its requests; takes no new ones.</summary>
    Draining = 3,
}
