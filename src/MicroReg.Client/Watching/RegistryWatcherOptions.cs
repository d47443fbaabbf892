using MicroReg.Client.Nodes;

namespace MicroReg.Client.Watching;

/// <summary>Options of a <see cref="RegistryWatcher"/>.</summary>
public sealed class RegistryWatcherOptions : NodesOptions
{
    /// <summary>Selects what is copied. Default: everything.</summary>
    public RegistryFilter Filter { get; set; } = RegistryFilter.All;

    /// <summary>
    /// A file that caches the copy. A process that starts while no node can be reached has the last copy from it. Only one process at a
    /// time may use the file. A damaged file is ignored, and so is a file that was written with another filter. Default: null, no file.
    /// </summary>
    public string? CacheFile { get; set; }

    /// <summary>The shortest time between two writes of the file. Default: 1 s.</summary>
    public TimeSpan CacheInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A node that sends nothing for this long is abandoned. Default: 12 s. Nodes send a sign of life at least every 5 s, so two of them
    /// may be lost or late.
    /// </summary>
    public TimeSpan Silence { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>
    /// How long a node may take to begin its answer. Default: 5 s. The node may need 2 s of that to catch up with the copy.
    /// </summary>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait between two attempts while no node can be reached. Default: 2 s.</summary>
    public TimeSpan LongestBackoff { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether to begin with a random node, so that many watchers spread over the nodes. False means the first node. Default: true.
    /// </summary>
    public bool StartAnywhere { get; set; } = true;

    private protected override IEnumerable<string> MoreErrors() =>
    [
        .. Positive(nameof(CacheInterval), CacheInterval),
        .. Positive(nameof(Silence), Silence),
        .. Positive(nameof(AnswerTimeout), AnswerTimeout),
        .. Positive(nameof(LongestBackoff), LongestBackoff),
    ];
}
