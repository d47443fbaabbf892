using System.Globalization;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Events;

/// <summary>
/// Where a subscriber stands. It holds for every node of the cluster; to subscribers it is a text that they keep and
/// give back. The empty one stands for "nothing seen yet".
/// </summary>
/// <param name="Vector">Up to where the subscriber has seen the changes of every origin.</param>
/// <param name="IssuedAt">When a node issued it. One that is older than tombstones are kept cannot be continued.</param>
/// <param name="Copy">Within a snapshot: which one; null behind it.</param>
/// <param name="Until">
/// Between the pages of changes since a cursor: what the node had fed when it began them. An instance that changes again on the
/// way there is told once, at its latest change, so before that page the subscriber holds no state that any node had. A node that
/// has not seen all of it cannot go on. Null behind the last page.
/// </param>
public sealed record EventCursor(VersionVector Vector, DateTimeOffset IssuedAt, SnapshotInProgress? Copy = null, VersionVector? Until = null)
{
    /// <summary>What a node must have seen to go on from here.</summary>
    public VersionVector Needed => Until is null ? Vector : Vector.Merge(Until);

    /// <summary>Nothing seen yet.</summary>
    public static EventCursor Empty { get; } = new(VersionVector.Empty, DateTimeOffset.UnixEpoch);

    /// <summary>True if nothing was seen yet: a snapshot comes first.</summary>
    public bool IsEmpty => Vector.IsEmpty && Copy is null && IssuedAt == DateTimeOffset.UnixEpoch;

    /// <summary>The cursor as a text without white space; "" for the empty one.</summary>
    public override string ToString() => IsEmpty
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{IssuedAt.ToUnixTimeMilliseconds()};{Vector}{(Until is null ? "" : $";{Until}")}{(Copy is null ? "" : $";{Copy.Node};{Copy.Start}")}");

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

/// <summary>A snapshot that a subscriber has taken in part. Only the node that began it can go on with it.</summary>
/// <param name="Node">The run of that node.</param>
/// <param name="Start">What the node had fed when the snapshot began: what was gone by then need not be told.</param>
public sealed record SnapshotInProgress(OriginId Node, VersionVector Start);
