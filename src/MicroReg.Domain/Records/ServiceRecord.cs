using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Records;

/// <summary>
/// What the registry knows about one instance: the parts that have won so far, and early parts. Immutable. Nodes with the same parts have
/// equal records (see <see cref="RecordMerge"/>).
/// </summary>
public sealed record ServiceRecord
{
    /// <summary>The instance.</summary>
    public required InstanceKey Key { get; init; }

    /// <summary>
    /// The registration (or subscription), or the tombstone that ended it; null while only <see cref="EarlyParts"/> are known.
    /// </summary>
    public RecordPart? Head { get; init; }

    /// <summary>What was reported since the registration, or null.</summary>
    public Reported? Reported { get; init; }

    /// <summary>The health verdict since the registration, or null.</summary>
    public HealthVerdict? Health { get; init; }

    /// <summary>
    /// Parts of generations whose registration has not arrived, in order. They are stored and replicated, but invisible. Meanwhile the
    /// generation of <see cref="Head"/> is served.
    /// </summary>
    [JsonPropertyName("pending")]
    public ImmutableArray<RecordPart> EarlyParts
    {
        // It is unset after reading a document without this field.
        get => field.IsDefault ? [] : field;
        init;
    }

    /// <summary>The registration of a living instance; null if it is unregistered or not known yet.</summary>
    [JsonIgnore]
    public Registration? Registration => Head as Registration;

    /// <summary>The subscription under the key of a subscription; null if it has ended or is not known yet.</summary>
    [JsonIgnore]
    public Subscription? Subscription => Head as Subscription;

    /// <summary>True if the instance is registered.</summary>
    [JsonIgnore]
    public bool IsLiving => Head is Registration;

    /// <summary>The reported status.</summary>
    [JsonIgnore]
    public ServiceStatus ReportedStatus => Reported?.Status ?? Registration?.Attributes.Status ?? ServiceStatus.Stopped;

    /// <summary>The health.</summary>
    [JsonIgnore]
    public InstanceHealth HealthStatus => Health?.Health ?? InstanceHealth.Unknown;

    /// <summary>The status that callers see.</summary>
    [JsonIgnore]
    public ServiceStatus Status => ServiceStatuses.Effective(ReportedStatus, HealthStatus);

    /// <summary>When the record last changed: the greatest stamp of its parts.</summary>
    [JsonIgnore]
    public Stamp Updated
    {
        get
        {
            var greatest = Head?.Stamp ?? default;
            greatest = Reported is { } reported && reported.Stamp > greatest ? reported.Stamp : greatest;
            return Health is { } health && health.Stamp > greatest ? health.Stamp : greatest;
        }
    }

    /// <summary>The greatest time among all stamps of the record, early parts included: a write on it needs a greater one.</summary>
    internal HybridTime LastTime
    {
        get
        {
            var last = Updated.Time;
            foreach (var part in EarlyParts)
                last = part.Stamp.Time > last ? part.Stamp.Time : last;
            return last;
        }
    }

    /// <summary>Every part of the record, winners first.</summary>
    public IEnumerable<RecordPart> Parts()
    {
        if (Head is not null)
            yield return Head;
        if (Reported is not null)
            yield return Reported;
        if (Health is not null)
            yield return Health;
        foreach (var part in EarlyParts)
            yield return part;
    }

    /// <summary>Adds the positions of all parts. It does not use <see cref="Parts"/>, because every write calls it twice.</summary>
    internal void AddPositionsTo(ICollection<Position> positions)
    {
        if (Head is not null)
            positions.Add(Head.Position);
        if (Reported is not null)
            positions.Add(Reported.Position);
        if (Health is not null)
            positions.Add(Health.Position);
        foreach (var part in EarlyParts)
            positions.Add(part.Position);
    }

    /// <summary>The same record with new positions. They do not change which parts win.</summary>
    internal ServiceRecord Reposition(Func<Position, Position> move)
    {
        return this with
        {
            Head = Move(Head),
            Reported = Move(Reported),
            Health = Move(Health),
            EarlyParts = [.. EarlyParts.Select(part => Move(part)!)],
        };

        T? Move<T>(T? part)
            where T : RecordPart =>
                part is null || move(part.Position) is var moved && moved == part.Position ? part : part with { Position = moved };
    }

    /// <inheritdoc />
    public bool Equals(ServiceRecord? other) =>
        other is not null
        && (ReferenceEquals(this, other)
            || (Key == other.Key && Equals(Head, other.Head) && Equals(Reported, other.Reported)
                && Equals(Health, other.Health) && EarlyParts.AsSpan().SequenceEqual(other.EarlyParts.AsSpan())));

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Key, Head, Reported, Health, EarlyParts.Length);
}
