namespace MicroReg.Actors.Journal;

/// <summary>How the journal behaves when the disk fails.</summary>
public sealed class JournalOptions
{
    /// <summary>
    /// How long after a failed write a trial write is made, and after each failed trial. Default: <value>1 second</value>.
    /// </summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(1);
}
