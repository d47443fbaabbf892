namespace MicroReg.Storage;

/// <summary>When writes are synchronised to the disk.</summary>
public enum FsyncMode
{
    /// <summary>At checkpoints. An acknowledged write survives the death of the process, but possibly not a power failure.</summary>
    Checkpoint = 0,

    /// <summary>At every commit. An acknowledged write also survives a power failure.</summary>
    Always = 1,
}

/// <summary>Options of a node's storage on disk.</summary>
public sealed class StorageOptions
{
    /// <summary>The data directory of the node. It is created if it does not exist. Default: <value>microreg-data</value>.</summary>
    public string Directory { get; init; } = "microreg-data";

    /// <summary>When the disk is synchronised. Default: <value>Checkpoint</value>.</summary>
    public FsyncMode Fsync { get; init; } = FsyncMode.Checkpoint;

    /// <summary>The size of SQLite's page cache, in KiB. Default: <value>4,096</value>.</summary>
    public int CacheKiB { get; init; } = 4096;

    /// <summary>
    /// The approximate length of the write-ahead log, in pages of 4 KiB, at which it is moved into the file. Writing goes on meanwhile, so
    /// the log can grow to several times this length under a constant load. When the log starts over, its file keeps up to twice this
    /// length, and up to ten times with <see cref="FsyncMode.Always"/>. Default: <value>1,000</value>.
    /// </summary>
    public int CheckpointPages { get; init; } = 1000;

    /// <summary>
    /// How many superseded rows the file may contain, in addition to two rows for each record, before they are removed. Default:
    /// <value>16,384</value>.
    /// </summary>
    public int SpareRows { get; init; } = 16_384;

    /// <summary>
    /// The greatest size of the file, in pages of 4 KiB. Null means no limit other than the disk. Default: <value>null</value>.
    /// </summary>
    public int? MaxPages { get; init; }
}
