using System.Globalization;
using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;

namespace MicroReg.Domain.Subscriptions;

/// <summary>Where subscriptions are asked for at a node: checks what is asked, gives ids, and looks at the clock. For any thread.</summary>
/// <param name="table">The subscriptions that there are.</param>
/// <param name="options">Limits.</param>
/// <param name="time">The wall clock.</param>
/// <param name="drawId">Draws an id that nobody can guess and no other node draws.</param>
public sealed class SubscriptionRequests(SubscriptionTable table, SubscriptionOptions options, TimeProvider time, Func<string> drawId)
{
    /// <summary>Why a subscription cannot be had, or null.</summary>
    public RegistryFault? Refusal(SubscriptionTerms terms, string cursor) =>
        SubscriptionRules.Check(terms, cursor, options.Targets)
        ?? (table.Count < options.MaxSubscriptions
            ? null
            : new RegistryFault(FaultKind.TooMany, string.Create(CultureInfo.InvariantCulture, $"There are {options.MaxSubscriptions} subscriptions already; use wait_events or /api/events, or end some.")));

    /// <summary>The command that begins a subscription which nothing is wrong with.</summary>
    public BeginSubscription Begin(SubscriptionTerms terms, string cursor) => new(drawId(), terms, cursor, Now);

    /// <summary>The command that renews a subscription.</summary>
    public RenewSubscription Renew(string id) => new(id, Now);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();
}
