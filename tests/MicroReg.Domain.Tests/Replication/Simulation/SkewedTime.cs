namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>The clocks of one node: its wall clock may be wrong, its timers run at the common speed.</summary>
internal sealed class SkewedTime(TimeProvider time) : TimeProvider
{
    public TimeSpan Skew { get; set; }

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Skew;

    public override long GetTimestamp() => time.GetTimestamp();
}
