using MicroReg.Domain.Records;

namespace MicroReg.Domain.Rules;

/// <summary>A command for one subscription. All of them go to one decider, under a name that no service can have.</summary>
/// <param name="Id">The subscription.</param>
internal abstract record SubscriptionCommand(string Id) : RegistryCommand(Decider)
{
    /// <summary>The name of the decider, in place of a service.</summary>
    public const string Decider = "";
}

/// <summary>Begins a subscription.</summary>
/// <param name="Id">Its fresh id.</param>
/// <param name="Terms">What the subscriber asked for.</param>
/// <param name="Cursor">The cursor of the subscriber; "" for a snapshot first.</param>
/// <param name="At">The time, in milliseconds since 1970.</param>
internal sealed record BeginSubscription(string Id, SubscriptionTerms Terms, string Cursor, long At) : SubscriptionCommand(Id);

/// <summary>Renews a subscription for another time to live.</summary>
/// <param name="Id">The subscription.</param>
/// <param name="At">The time, in milliseconds since 1970.</param>
internal sealed record RenewSubscription(string Id, long At) : SubscriptionCommand(Id);

/// <summary>Writes the cursor that a subscriber has acknowledged, for the next owner.</summary>
/// <param name="Id">The subscription.</param>
/// <param name="Cursor">The cursor.</param>
internal sealed record CheckpointCursor(string Id, string Cursor) : SubscriptionCommand(Id);

/// <summary>Ends a subscription.</summary>
/// <param name="Id">The subscription.</param>
/// <param name="UnlessRenewedAfter">
/// Only if it has not been renewed since this time, in milliseconds since 1970; null to end it in any case.
/// </param>
internal sealed record EndSubscription(string Id, long? UnlessRenewedAfter = null) : SubscriptionCommand(Id);

/// <summary>The new content of a subscription.</summary>
/// <param name="Terms">What the subscriber asked for.</param>
/// <param name="RenewedAt">When it was subscribed or last renewed.</param>
/// <param name="Cursor">The cursor that the subscriber has acknowledged.</param>
internal sealed record SubscriptionDraft(SubscriptionTerms Terms, long RenewedAt, string Cursor) : PartDraft;
