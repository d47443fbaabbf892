using System.Globalization;
using System.Net;
using System.Text;
using MicroReg.Domain.Events;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Networks;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Rules;

/// <summary>The rules of subscriptions.</summary>
internal static class SubscriptionRules
{
    /// <summary>The longest URL, in characters.</summary>
    public const int MaxUrlLength = 2_048;

    /// <summary>The most names of services.</summary>
    public const int MaxServices = 1_000;

    /// <summary>The longest names of services in all, in bytes of UTF-8, so that a subscription fits into a frame between nodes.</summary>
    public const int MaxServicesBytes = 16_384;

    /// <summary>The longest cursor that is kept, in characters.</summary>
    public const int MaxCursorLength = 16_384;

    /// <summary>The shortest time to live, in seconds.</summary>
    public const int MinTtlSeconds = 10;

    /// <summary>The longest time to live, in seconds.</summary>
    public const int MaxTtlSeconds = 86_400;

    /// <summary>Decides a command on the current record of its subscription.</summary>
    public static Decision Decide(SubscriptionCommand command, Func<InstanceKey, ServiceRecord?> find)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(find);
        var key = InstanceKey.OfSubscription(command.Id);
        var record = find(key);
        return (command, record?.Subscription) switch
        {
            (BeginSubscription begin, null) => Write(new SubscriptionDraft(begin.Terms, begin.At, begin.Cursor)),
            (RenewSubscription renew, { } living) =>
                Write(new SubscriptionDraft(living.Terms, Math.Max(renew.At, living.RenewedAt), living.Cursor)),
            (CheckpointCursor note, { } living) => Write(new SubscriptionDraft(living.Terms, living.RenewedAt, note.Cursor)),
            (EndSubscription { UnlessRenewedAfter: { } time }, { } living) when living.RenewedAt > time => Decision.Unknown,
            (EndSubscription, not null) => Write(new TombstoneDraft()),
            _ => Decision.Unknown,
        };

        Decision Write(PartDraft draft) => new([new RecordWrite(key, record, draft)]);
    }

    /// <summary>The first fault of a request, or null.</summary>
    /// <param name="terms">The terms.</param>
    /// <param name="cursor">The cursor.</param>
    /// <param name="targets">The permitted networks. A DNS name is checked when it is connected to.</param>
    public static RegistryFault? Check(SubscriptionTerms terms, string cursor, TargetNetworks targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return CheckTerms(terms)
            ?? CheckTarget(new Uri(terms.Url), targets)
            ?? (cursor is null || cursor.Length > MaxCursorLength || !EventCursor.TryParse(cursor, out _)
                ? RegistryFault.Invalid("options.cursor", "must be a cursor that a node gave, or \"\"")
                : null);
    }

    /// <summary>The first fault of the terms, apart from the network of the subscriber, or null.</summary>
    public static RegistryFault? CheckTerms(SubscriptionTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (terms.Url is null || terms.Url.Length is 0 or > MaxUrlLength || !IsHttp(terms.Url))
            return RegistryFault.Invalid("url", $"must be an http or https URL of at most {MaxUrlLength} characters");
        if (terms.TtlSeconds is < MinTtlSeconds or > MaxTtlSeconds)
            return RegistryFault.Invalid(
                "options.ttl", string.Create(
                CultureInfo.InvariantCulture, $"must be {MinTtlSeconds} to {MaxTtlSeconds} seconds, not {terms.TtlSeconds}"));
        if (terms.Services.Length > MaxServices || terms.Services.Sum(Encoding.UTF8.GetByteCount) > MaxServicesBytes)
            return RegistryFault.Invalid(
                "filter.services", string.Create(
                CultureInfo.InvariantCulture,
                $"may have {MaxServices} names of {MaxServicesBytes} bytes in all; use a prefix, or no filter"));
        foreach (var (name, text) in (
            ReadOnlySpan<(string, string?)>)[("filter.prefix", terms.Prefix), ("filter.tag", terms.Tag), ("filter.zone", terms.Zone)])
            if (text?.Length > Checked.MaxNameLength)
                return RegistryFault.Invalid(name, $"may have {Checked.MaxNameLength} characters");
        return null;
    }

    /// <summary>The filter of the subscriber.</summary>
    public static EventFilter FilterOf(SubscriptionTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return new() { Services = [.. terms.Services], Prefix = terms.Prefix, Tag = terms.Tag, Zone = terms.Zone };
    }

    private static bool IsHttp(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.Host.Length > 0
        && uri.Port > 0
        && !url.Any(char.IsControl);

    private static RegistryFault? CheckTarget(Uri url, TargetNetworks targets) =>
        IPAddress.TryParse(url.IdnHost, out var address) && !targets.Permit(address)
            ? RegistryFault.Invalid(
                "url",
                $"{address} is not an address that this node may call; "
                    + "its operator sets microreg.events.allowed-networks and denied-networks")
            : null;
}
