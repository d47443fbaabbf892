using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Records;

/// <summary>
/// A subscription: the head of a record whose key is not that of an instance. It is rewritten when it is renewed and when its cursor moves.
/// Its generation stays that of <c>subscribe</c>, so that an end wins over a concurrent rewrite.
/// </summary>
/// <param name="Begun">The stamp of <c>subscribe</c>: the generation.</param>
/// <param name="Stamp">When it was last written.</param>
/// <param name="Position">Where this part stands in the feed of an origin.</param>
/// <param name="Terms">What the subscriber asked for.</param>
/// <param name="RenewedAt">
/// When it was subscribed or last renewed, in milliseconds since 1970, by the clock of the node that was called.
/// </param>
/// <param name="Cursor">The cursor that the subscriber had acknowledged when this was written. The next owner continues from here.</param>
public sealed record Subscription(Stamp Begun, Stamp Stamp, Position Position, SubscriptionTerms Terms, long RenewedAt, string Cursor)
    : RecordPart(Stamp, Position)
{
    /// <inheritdoc />
    [JsonIgnore]
    public override Stamp Generation => Begun;

    /// <summary>When it ends if it is not renewed, in milliseconds since 1970.</summary>
    [JsonIgnore]
    public long EndsAt => RenewedAt + (1000L * Terms.TtlSeconds);
}

/// <summary>What a subscriber asked for: its URL, its filter, and its time to live.</summary>
public sealed record SubscriptionTerms
{
    /// <summary>How long a subscription lasts without renewal unless its subscriber says so, in seconds: <value>300</value>.</summary>
    public const int DefaultTtlSeconds = 300;

    /// <summary>The http or https URL that is called.</summary>
    public string Url { get; init; } = "";

    /// <summary>Only instances of these services, in ordinal order; empty for all.</summary>
    public ImmutableArray<string> Services
    {
        get => field.IsDefault ? [] : field;
        init;
    }

    /// <summary>Only instances of services whose names have this prefix.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Only instances with this tag; null for all.</summary>
    public string? Tag { get; init; }

    /// <summary>Only instances in this zone; null for all.</summary>
    public string? Zone { get; init; }

    /// <summary>How long it lasts without renewal, in seconds. Default: <value>300</value>.</summary>
    public int TtlSeconds { get; init; } = DefaultTtlSeconds;

    /// <inheritdoc />
    public bool Equals(SubscriptionTerms? other) =>
        other is not null && Url == other.Url && Services.AsSpan().SequenceEqual(other.Services.AsSpan())
        && Prefix == other.Prefix && Tag == other.Tag && Zone == other.Zone && TtlSeconds == other.TtlSeconds;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Url, Services.Length, Prefix, Tag, Zone, TtlSeconds);
}
