namespace MicroReg.Domain.Records;

/// <summary>The health of an instance, by leases and checks. No caller sets it.</summary>
public enum InstanceHealth
{
    /// <summary>Not known yet.</summary>
    Unknown = 0,

    /// <summary>Its lease is fresh and its checks pass.</summary>
    Passing = 1,

    /// <summary>Its lease ended, or its check failed often enough.</summary>
    Failing = 2,
}
