namespace MicroReg.Actors.Journal;

/// <summary>How the journal behaves when the disk fails.</summary>
public sealed class JournalOptions
{
    /// <summary>
    /// How long the journal waits after a failed write, or a failed trial write, before it tries again. Default: <value>1 second</value>.
    /// </summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(1);
}
