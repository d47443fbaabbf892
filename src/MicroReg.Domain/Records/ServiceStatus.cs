namespace MicroReg.Domain.Records;

/// <summary>What a service, or an operator, says of an instance. The numbers are the ones that callers see.</summary>
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

    /// <summary>Finishes what it has; takes no new requests.</summary>
    Draining = 3,
}
