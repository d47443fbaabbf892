namespace MicroReg.Storage;

/// <summary>When the disk is told to make sure that what was written is really there.</summary>
public enum FsyncMode
{
    /// <summary>At checkpoints. An acknowledged write survives the death of the process, but perhaps not a power failure.</summary>
    Checkpoint = 0,

    /// <summary>At every commit. An acknowledged write survives a power failure, too.</summary>
    Always = 1,
}

/// <summary>Where and how a node keeps its records on disk.</summary>
public sealed class StorageOptions
{
    /// <summary>The data directory of the node; made if it is not there. Default: <value>microreg-data</value>.</summary>
    public string Directory { get; init; } = "microreg-data";

    /// <summary>When the disk is synchronised. Default: <value>Checkpoint</value>.</summary>
    public FsyncMode Fsync { get; init; } = FsyncMode.Checkpoint;

    /// <summary>The memory for pages of the file, in KiB. Default: <value>4,096</value>.</summary>
    public int CacheKiB { get; init; } = 4096;

    /// <summary>
    /// About how far the write-ahead log grows, in pages of 4 KiB, before it is moved into the file, beside the writer. Under a load without
    /// a pause it may grow to some times as much. Its file keeps up to twice this length when the log begins again, and up to ten times
    /// with <see cref="FsyncMode.Always"/>. Default: <value>1,000</value>.
    /// </summary>
    public int CheckpointPages { get; init; } = 1000;

    /// <summary>
    /// How many superseded states of records the file may hold, beside two to a record, before they are taken out.
    /// Default: <value>16,384</value>.
    /// </summary>
    public int SpareRows { get; init; } = 16_384;

    /// <summary>The greatest size of the file, in pages of 4 KiB; null = as the disk allows. Default: <value>null</value>.</summary>
    public int? MaxPages { get; init; }
}
