using System.Text.Json.Serialization;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Records;

/// <summary>
/// One part of a record. A record has parts because different writers own them. With one stamp for the whole record, a probe's verdict
/// would erase the status that an operator sets at the same time.
/// </summary>
/// <param name="Stamp">The version: of two parts of one kind and generation, the greater stamp wins.</param>
/// <param name="Position">The place of this part in the feed of an origin.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "part")]
[JsonDerivedType(typeof(Registration), "registration")]
[JsonDerivedType(typeof(Tombstone), "tombstone")]
[JsonDerivedType(typeof(Reported), "reported")]
[JsonDerivedType(typeof(HealthVerdict), "health")]
[JsonDerivedType(typeof(Subscription), "subscription")]
public abstract record RecordPart(Stamp Stamp, Position Position)
{
    /// <summary>The stamp of the registration that this part belongs to.</summary>
    [JsonIgnore]
    public abstract Stamp Generation { get; }

    /// <summary>Which part of a record it is.</summary>
    internal PartKind Kind => this switch
    {
        Registration => PartKind.Registration,
        Tombstone => PartKind.Tombstone,
        Reported => PartKind.Reported,
        HealthVerdict => PartKind.Health,
        Subscription => PartKind.Subscription,
        _ => throw new InvalidOperationException($"{GetType().Name} is no part of a record."),
    };

    /// <summary>The properties that <see cref="RecordMerge"/> compares.</summary>
    internal PartRank Rank => new(Kind, Generation, Stamp);

    /// <summary>
    /// True if the part decides whether anything lives under the key: a registration, a subscription, or the tombstone of either.
    /// </summary>
    internal bool IsHead => Rank.IsHead;
}

/// <summary>The part that <c>register</c> writes. Its stamp is the generation.</summary>
/// <param name="Stamp">The generation that this registration begins.</param>
/// <param name="Position">The place of this part in the feed of an origin.</param>
/// <param name="Id">The label of the instance; see <see cref="InstanceIds"/>.</param>
/// <param name="FirstRegistered">The stamp of the first registration since the instance was last unregistered.</param>
/// <param name="Attributes">What the service says about the instance.</param>
public sealed record Registration(Stamp Stamp, Position Position, int Id, Stamp FirstRegistered, InstanceAttributes Attributes)
    : RecordPart(Stamp, Position)
{
    /// <inheritdoc />
    [JsonIgnore]
    public override Stamp Generation => Stamp;
}

/// <summary>The part that <c>unregister</c> puts in the place of a registration.</summary>
/// <param name="Ended">The generation that it ends.</param>
/// <param name="Stamp">When it was unregistered.</param>
/// <param name="Position">The place of this part in the feed of an origin.</param>
internal sealed record Tombstone(Stamp Ended, Stamp Stamp, Position Position) : RecordPart(Stamp, Position)
{
    /// <inheritdoc />
    [JsonIgnore]
    public override Stamp Generation => Ended;
}

/// <summary>The part that <c>update_status</c> and <c>drain</c> write.</summary>
/// <param name="Of">The generation that it belongs to.</param>
/// <param name="Stamp">When it was reported.</param>
/// <param name="Position">The place of this part in the feed of an origin.</param>
/// <param name="Status">What was reported.</param>
public sealed record Reported(Stamp Of, Stamp Stamp, Position Position, ServiceStatus Status) : RecordPart(Stamp, Position)
{
    /// <summary>For <c>drain</c>: the instance is unregistered after this many seconds; null for never.</summary>
    public int? UnregisterAfterSeconds { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override Stamp Generation => Of;
}

/// <summary>The part that leases and probes write.</summary>
/// <param name="Of">The generation that it belongs to.</param>
/// <param name="Stamp">When the verdict was reached.</param>
/// <param name="Position">The place of this part in the feed of an origin.</param>
/// <param name="Health">The verdict.</param>
public sealed record HealthVerdict(Stamp Of, Stamp Stamp, Position Position, InstanceHealth Health) : RecordPart(Stamp, Position)
{
    /// <inheritdoc />
    [JsonIgnore]
    public override Stamp Generation => Of;
}
