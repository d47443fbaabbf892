using System.Text;
using MicroReg.Domain.Database;
using MicroReg.Domain.Records;

namespace MicroReg.Actors.Replication.Wire;

/// <summary>
/// An upper bound of the bytes that a part takes in a frame, without encoding it. Texts count as their UTF-8 bytes, everything else as
/// the most that it can take. A field is one byte for its number and then its value. A text or nested message has up to three bytes of
/// length, which is enough for two million.
/// </summary>
internal static class WireSize
{
    private const int Nested = 1 + 3;
    private const int Number = 1 + 5;
    private const int Sequence = 1 + 10;
    private const int Fixed = 1 + 8;
    private const int Stamp = Nested + Fixed + Fixed;
    private const int Position = Nested + Fixed + Sequence;

    public static int Of(PartChange change) =>
        Nested + Of(change.Key) + Stamp + Position + Nested + (change.Part switch
        {
            Registration registration => Number + Stamp + Of(registration.Attributes),
            Subscription subscription => Stamp + Of(subscription.Terms) + Sequence + Of(subscription.Cursor),
            _ => Stamp + Number,
        });

    private static int Of(InstanceKey key) => Nested + Of(key.Name) + Of(key.Host) + Number;

    private static int Of(InstanceAttributes attributes)
    {
        var size = Nested + (4 * Number) + Of(attributes.Zone) + (attributes.Check is { } check ? Of(check) : 0);
        foreach (var (key, value) in attributes.Metadata)
            size += Nested + Of(key) + Of(value);
        foreach (var tag in attributes.Tags)
            size += Of(tag);
        return size;
    }

    private static int Of(SubscriptionTerms terms) =>
        Of(terms.Url) + terms.Services.Sum(Of) + Of(terms.Prefix) + Of(terms.Tag) + Of(terms.Zone) + Number;

    private static int Of(HealthCheck check) => Nested + (7 * Number) + Of(check.Path) + Of(check.HostHeader);

    private static int Of(string? text) => text is null ? 0 : Nested + Encoding.UTF8.GetByteCount(text);
}
