namespace MicroReg.Domain.Records;

/// <summary>What leases and probes say of an instance: the axis of its status that no caller sets.</summary>
public enum InstanceHealth
{
    /// <summary>Nobody has looked yet.</summary>
    Unknown = 0,

    /// <summary>Its lease is fresh and its checks pass.</summary>
    Passing = 1,

    /// <summary>Its lease ran out or its check failed often enough.</summary>
    Failing = 2,
}
