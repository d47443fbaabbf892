using System.Collections.Immutable;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Database;

/// <summary>
/// Lets records share texts that recur from instance to instance: names of services, hosts, metadata keys, versions, zones, tags. It keeps
/// only the last text of each slot, so it never grows. Not thread-safe: it belongs to the single writer of a database.
/// </summary>
internal sealed class StringPool
{
    private const int Slots = 8192;
    private const int TagSlots = 512;
    private const int MostSharedTags = 8;
    private const int LongestShared = 64;

    private readonly string?[] _recent = new string?[Slots];
    private readonly ImmutableArray<string>[] _recentTags = new ImmutableArray<string>[TagSlots];
    private readonly Func<string, string> _share;

    public StringPool() => _share = Share;

    /// <summary>An equal text from the pool, or this one.</summary>
    public string Share(string text)
    {
        if (text.Length > LongestShared)
            return text;
        ref var slot = ref _recent[(uint)string.GetHashCode(text, StringComparison.Ordinal) % Slots];
        return slot == text ? slot : slot = text;
    }

    /// <summary>The same key with shared texts; the same object if it has them already.</summary>
    public InstanceKey Share(InstanceKey key)
    {
        var (name, host) = (Share(key.Name), Share(key.Host));
        return ReferenceEquals(name, key.Name) && ReferenceEquals(host, key.Host) ? key : new(name, host, key.Port);
    }

    /// <summary>
    /// The same tags with shared texts. Often they are those of an earlier instance: instances of a service are tagged alike.
    /// </summary>
    private ImmutableArray<string> Share(ImmutableArray<string> tags)
    {
        if (tags.IsEmpty)
            return [];
        var isShared = tags.Length <= MostSharedTags;
        var hash = new HashCode();
        foreach (var tag in tags)
        {
            isShared &= tag.Length <= LongestShared;
            hash.Add(string.GetHashCode(tag, StringComparison.Ordinal));
        }

        if (!isShared)
            return ImmutableArray.CreateRange(tags, _share);
        ref var slot = ref _recentTags[(uint)hash.ToHashCode() % TagSlots];
        return !slot.IsDefault && slot.AsSpan().SequenceEqual(tags.AsSpan()) ? slot : slot = ImmutableArray.CreateRange(tags, _share);
    }

    /// <summary>The same attributes with shared texts.</summary>
    public InstanceAttributes Share(InstanceAttributes attributes) => attributes with
    {
        Metadata = attributes.Metadata.Share(_share),
        Tags = Share(attributes.Tags),
        Zone = attributes.Zone is { } zone ? Share(zone) : null,
    };

    /// <summary>The same record with shared texts.</summary>
    public ServiceRecord Share(ServiceRecord record) => record with
    {
        Key = Share(record.Key),
        Head = record.Head is Registration registration ? registration with { Attributes = Share(registration.Attributes) } : record.Head,
    };
}
