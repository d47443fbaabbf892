namespace MicroReg.Chaos.Subscribers;

/// <summary>What a subscriber's copy notes about what it receives.</summary>
internal sealed class CopyFindings
{
    /// <summary>From here on half of the instances do not come and go by themselves.</summary>
    private const int LeastForHalf = 10;

    public long Events { get; set; }

    /// <summary>Repeated events; allowed.</summary>
    public long Duplicates { get; set; }

    /// <summary>Events older than one received before.</summary>
    public List<string> Backward { get; private init; } = [];

    /// <summary>Snapshots that began after the first one, with where and why.</summary>
    public List<string> Resets { get; private init; } = [];

    /// <summary>How many instances were held when a snapshot began, and when it was complete.</summary>
    public List<(int Before, int After)> Snapshots { get; private init; } = [];

    /// <summary>
    /// The snapshots that said that the instances were gone, all or most of them, although they were there before, and are there now.
    /// </summary>
    /// <param name="now">How many instances there are now.</param>
    public IEnumerable<string> FalseEmpties(int now) => Snapshots
        .Where(snapshot => Math.Min(snapshot.Before, now) is > 0 and var least
            && (snapshot.After == 0 || (least >= LeastForHalf && 2 * snapshot.After < least)))
        .Select(snapshot => $"a snapshot of {snapshot.After} instances after {snapshot.Before} and before {now}");

    public CopyFindings Copy() => new()
    {
        Events = Events,
        Duplicates = Duplicates,
        Backward = [.. Backward],
        Resets = [.. Resets],
        Snapshots = [.. Snapshots],
    };
}
