using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Records;

/// <summary>
/// What the registry knows of one instance: the parts that have won so far, and those that wait for their
/// registration. Immutable; two holders of the same parts hold equal records (see <see cref="RecordMerge"/>).
/// </summary>
public sealed record ServiceRecord
{
    /// <summary>The instance.</summary>
    public required InstanceKey Key { get; init; }

    /// <summary>The registration (or the subscription), or the tombstone that ended it; null while only <see cref="EarlyParts"/> parts are known.</summary>
    public RecordPart? Head { get; init; }

    /// <summary>What was reported since the registration, or null.</summary>
    public Reported? Reported { get; init; }

    /// <summary>What leases and probes found since the registration, or null.</summary>
    public HealthVerdict? Health { get; init; }

    /// <summary>
    /// Parts of generations whose registration has not arrived, in order: kept and replicated, but invisible. The
    /// generation of <see cref="Head"/> is served meanwhile.
    /// </summary>
    [JsonPropertyName("pending")]
    public ImmutableArray<RecordPart> EarlyParts
    {
        // A document without this field leaves it unset when it is read.
        get => field.IsDefault ? [] : field;
        init;
    }

    /// <summary>The registration of a living instance; null if it is unregistered or not known yet.</summary>
    [JsonIgnore]
    public Registration? Registration => Head as Registration;

    /// <summary>The subscription under a key that is no instance's; null if it has ended or is not known yet.</summary>
    [JsonIgnore]
    public Subscription? Subscription => Head as Subscription;

    /// <summary>True if the instance is registered.</summary>
    [JsonIgnore]
    public bool IsLiving => Head is Registration;

    /// <summary>What the instance, or an operator, says of it.</summary>
    [JsonIgnore]
    public ServiceStatus ReportedStatus => Reported?.Status ?? Registration?.Attributes.Status ?? ServiceStatus.Stopped;

    /// <summary>What leases and probes say of it.</summary>
    [JsonIgnore]
    public InstanceHealth HealthStatus => Health?.Health ?? InstanceHealth.Unknown;

    /// <summary>The status that callers see.</summary>
    [JsonIgnore]
    public ServiceStatus Status => ServiceStatuses.Effective(ReportedStatus, HealthStatus);

    /// <summary>When anything of the record last changed: the greatest stamp of its parts.</summary>
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

    /// <summary>Adds where each part stands. Without going through <see cref="Parts"/>: every write asks twice.</summary>
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

    /// <summary>The same record with every part as a function gives it back: for new positions, which are no part of the merge's order here.</summary>
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
            where T : RecordPart => part is null || move(part.Position) is var moved && moved == part.Position ? part : part with { Position = moved };
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
