namespace MicroReg.Chaos.Liveness.Judging;

/// <summary>
/// What one node's subscriber saw of one instance: the changes from one sight to another, none of them older than what was seen before.
/// </summary>
internal sealed class SeenLife
{
    private readonly List<Sighting> _changes = [];

    public SeenLife(IEnumerable<Sighting> sightings)
    {
        var version = "";
        foreach (var sighting in sightings.OrderBy(sighting => sighting.Received))
        {
            if (string.CompareOrdinal(sighting.Version, version) <= 0)
                continue;
            version = sighting.Version;
            if (_changes.Count == 0 || _changes[^1].Sight != sighting.Sight)
                _changes.Add(sighting);
        }
    }

    public IReadOnlyList<Sighting> Changes => _changes;

    /// <summary>The first change between two moments to what is meant; null if none.</summary>
    public Sighting? Between(double from, double to, Func<Sight, bool> isMeant) =>
        _changes.FirstOrDefault(change => change.Received >= from && change.Received < to && isMeant(change.Sight));

    /// <summary>What the instance was said to be at a moment; null if nothing had been said.</summary>
    public Sight? At(double moment) => _changes.LastOrDefault(change => change.Received < moment)?.Sight;
}
