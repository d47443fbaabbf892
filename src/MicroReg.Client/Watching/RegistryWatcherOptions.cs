using MicroReg.Client.Nodes;

namespace MicroReg.Client.Watching;

/// <summary>How a <see cref="RegistryWatcher"/> works.</summary>
public sealed class RegistryWatcherOptions : NodesOptions
{
    /// <summary>What is copied; all by default.</summary>
    public RegistryFilter Filter { get; set; } = RegistryFilter.All;

    /// <summary>
    /// A file that remembers the copy, so that a process that starts while no node is there has the last one; null (the default) =
    /// none. One process at a time may use it. A damaged file, or one of another filter, is ignored.
    /// </summary>
    public string? CacheFile { get; set; }

    /// <summary>The file is written at most once in this time; 1 s by default.</summary>
    public TimeSpan CacheInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A node that says nothing for this long is given up; 12 s by default. Nodes give a sign of life at least every 5 s, so this
    /// allows for two that are lost or late.
    /// </summary>
    public TimeSpan Silence { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>How long a node may take to begin its answer; 5 s by default, of which it may need 2 s to catch up with the copy.</summary>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait between two tries while no node is there; 2 s by default.</summary>
    public TimeSpan LongestBackoff { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>True (the default) = begin with a node chosen by chance, so that many watchers share the nodes; false = with the first.</summary>
    public bool StartAnywhere { get; set; } = true;

    private protected override IEnumerable<string> MoreErrors() =>
    [
        .. Positive(nameof(CacheInterval), CacheInterval),
        .. Positive(nameof(Silence), Silence),
        .. Positive(nameof(AnswerTimeout), AnswerTimeout),
        .. Positive(nameof(LongestBackoff), LongestBackoff),
    ];
}
