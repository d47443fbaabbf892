using System.Globalization;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Events;

/// <summary>
/// The position of a subscriber in the feed. It is valid at every node of the cluster. Subscribers keep it as an opaque text and send
/// it back. The empty cursor means "nothing seen yet".
/// </summary>
/// <param name="Vector">What the subscriber has seen of every origin.</param>
/// <param name="IssuedAt">
/// When a node issued it, or met the others last if it was cut off. A cursor older than the retention of tombstones cannot be continued.
/// </param>
/// <param name="Copy">Within a snapshot: which snapshot. Null after it.</param>
/// <param name="Until">
/// Between two pages of changes: how far the node had fed when it began the first page. An instance that changed several times
/// appears once, at its latest change, so between pages the subscriber has a state that no node ever had. Only a node that has seen all
/// of this can continue. Null after the last page.
/// </param>
public sealed record EventCursor(
    VersionVector Vector, DateTimeOffset IssuedAt, SnapshotInProgress? Copy = null, VersionVector? Until = null)
{
    /// <summary>What a node must have seen to continue from here.</summary>
    public VersionVector Needed => Until is null ? Vector : Vector.Merge(Until);

    /// <summary>Nothing seen yet.</summary>
    public static EventCursor Empty { get; } = new(VersionVector.Empty, DateTimeOffset.UnixEpoch);

    /// <summary>True if nothing was seen yet. A snapshot comes first.</summary>
    public bool IsEmpty => Vector.IsEmpty && Copy is null && IssuedAt == DateTimeOffset.UnixEpoch;

    /// <summary>The cursor as a text without white space; "" for the empty one.</summary>
    public override string ToString() => IsEmpty
        ? ""
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{IssuedAt.ToUnixTimeMilliseconds()};{Vector}{(Until is null ? "" : $";{Until}")}")
            + (Copy is null ? "" : $";{Copy.Node};{Copy.Start}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string? text, out EventCursor cursor)
    {
        cursor = Empty;
        if (string.IsNullOrEmpty(text))
            return true;
        var fields = text.Split(';');
        if (fields.Length is < 2 or > 4
            || !long.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var issued)
            || issued is < 1 or > 1L << 47
            || text.Contains('\0')
            || !VersionVector.TryParse(fields[1], out var vector))
            return false;
        VersionVector? until = null;
        SnapshotInProgress? copy = null;
        if (fields.Length == 3 && !VersionVector.TryParse(fields[2], out until))
            return false;
        if (fields.Length == 4)
        {
            if (!OriginId.TryParse(fields[2], out var node) || !VersionVector.TryParse(fields[3], out var start))
                return false;
            copy = new SnapshotInProgress(node, start);
        }

        cursor = new EventCursor(vector, DateTimeOffset.FromUnixTimeMilliseconds(issued), copy, until);
        return true;
    }
}

/// <summary>A snapshot that a subscriber has read in part. Only the node that began it can continue it.</summary>
/// <param name="Node">The run of that node.</param>
/// <param name="Start">How far the node had fed when the snapshot began. Earlier removals need not be sent.</param>
public sealed record SnapshotInProgress(OriginId Node, VersionVector Start);
