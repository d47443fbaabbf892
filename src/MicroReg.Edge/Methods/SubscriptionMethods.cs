using MicroReg.Domain.Registry;
using MicroReg.Edge.XmlRpc.Methods;

namespace MicroReg.Edge.Methods;

/// <summary>The methods by which subscribers ask to be called back: their names, what they take and what they answer.</summary>
internal static class SubscriptionMethods
{
    public static IEnumerable<XmlRpcMethod> Of(IRegistry registry) =>
    [
        new(
            "subscribe",
            "Subscribes to status changes by callback: a node of the cluster calls registry_events(id, page) at a URL, where page is a struct of cursor, reset, more and events as wait_events answers it, and after, the cursor behind which it begins; any answer that is no fault acknowledges it, but one that is another cursor says that the subscriber stands there and is to be told on from there. Parameters: url (http or https), optionally a struct of filters: services (array or one name), prefix, tag, zone; optionally a struct of options: ttl (seconds without renewal, 10 to 86400, default 300), cursor (where you stand; \"\" for a snapshot first). Returns a struct of id and ttl.",
            Signatures.Of("struct string", "struct string struct", "struct string struct struct"),
            (arguments, cancellation) => Subscribing.SubscribeAsync(registry, arguments, cancellation)),
        new(
            "renew_subscription",
            "Keeps a subscription for another ttl. Parameter: id. Returns true, or false if there is no such subscription any more: then subscribe again, with your last cursor.",
            Signatures.Of("boolean string"),
            (arguments, cancellation) => Subscribing.RenewAsync(registry, arguments, cancellation)),
        new(
            "unsubscribe",
            "Ends a subscription. Parameter: id. Returns true, or false if there is no such subscription any more. A call that is under way may still arrive.",
            Signatures.Of("boolean string"),
            (arguments, cancellation) => Subscribing.UnsubscribeAsync(registry, arguments, cancellation)),
    ];
}
