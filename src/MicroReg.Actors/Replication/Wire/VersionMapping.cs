using MicroReg.Domain.Versions;
using Proto = MicroReg.Actors.Replication.Wire.V1;

namespace MicroReg.Actors.Replication.Wire;

/// <summary>Stamps, positions and vectors, to the wire and back.</summary>
internal static class VersionMapping
{
    public static Proto.Stamp ToWire(this Stamp stamp) => new() { Time = (ulong)stamp.Time.Value, Origin = stamp.Origin.Value };

    public static Proto.Position ToWire(this Position position) =>
        new() { Origin = position.Origin.Value, Sequence = (ulong)position.Sequence };

    public static Proto.VersionVector ToWire(this VersionVector vector)
    {
        var wire = new Proto.VersionVector();
        foreach (var (origin, sequence) in vector.Entries)
        {
            wire.Origins.Add(origin.Value);
            wire.Sequences.Add((ulong)sequence);
        }

        return wire;
    }

    public static Stamp Read(this Proto.Stamp? wire, string field)
    {
        var stamp = Legal.Given(wire, field);
        return new Stamp(new HybridTime(Legal.HybridTime(stamp.Time)), new OriginId(stamp.Origin));
    }

    public static Position Read(this Proto.Position? wire)
    {
        var position = Legal.Given(wire, "position");
        return position.Sequence != 0
            ? new Position(new OriginId(position.Origin), Legal.Sequence(position.Sequence))
            : throw Legal.Broken("position", "has no sequence");
    }

    public static VersionVector Read(this Proto.VersionVector? wire, string field)
    {
        var columns = Legal.Given(wire, field);
        if (columns.Origins.Count != columns.Sequences.Count)
            throw Legal.Broken(field, "has columns of different lengths");
        var entries = new KeyValuePair<OriginId, long>[columns.Origins.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            var (origin, sequence) = (columns.Origins[i], Legal.Sequence(columns.Sequences[i]));
            if ((i > 0 && origin <= columns.Origins[i - 1]) || sequence == 0)
                throw Legal.Broken(field, "must have ascending origins, each with a sequence");
            entries[i] = new(new OriginId(origin), sequence);
        }

        return VersionVector.OfAscending(entries);
    }
}
