using System.Globalization;
using MicroReg.Domain.Database;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Subscriptions;

/// <summary>Checks requests for subscriptions and turns them into commands, with ids and times. Thread-safe.</summary>
/// <param name="table">The current subscriptions.</param>
/// <param name="options">Limits.</param>
/// <param name="time">The wall clock.</param>
/// <param name="drawId">Creates a random id that nobody can guess.</param>
internal sealed class SubscriptionRequests(SubscriptionTable table, SubscriptionOptions options, TimeProvider time, Func<string> drawId)
{
    /// <summary>Why a subscription is refused, or null.</summary>
    public RegistryFault? Refusal(SubscriptionTerms terms, string cursor) =>
        SubscriptionRules.Check(terms, cursor, options.Targets)
        ?? (table.Count < options.MaxSubscriptions
            ? null
            : new RegistryFault(
                FaultKind.TooMany, string.Create(
                CultureInfo.InvariantCulture,
                $"There are {options.MaxSubscriptions} subscriptions already; use wait_events or /api/events, or end some.")));

    /// <summary>The command that begins a subscription. Check <see cref="Refusal"/> first.</summary>
    public BeginSubscription Begin(SubscriptionTerms terms, string cursor) => new(drawId(), terms, cursor, Now);

    /// <summary>The command that renews a subscription.</summary>
    public RenewSubscription Renew(string id) => new(id, Now);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();
}
