namespace MicroReg.Hosting;

/// <summary>A wall clock that is off by a fixed time. Timers and measured times are those of the system.</summary>
internal sealed class ShiftedTime(TimeSpan offset) : TimeProvider
{
    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + offset;
}
