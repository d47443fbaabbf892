using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;
using MicroReg.Edge.Calls;
using MicroReg.Edge.Input;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>The methods with which subscribers ask to be called back.</summary>
internal sealed class SubscriptionMethods(IRegistry registry)
{
    private const string IsFound = "true, or false if there is no such subscription any more";

    private static readonly XmlRpcParameter Id = new("id", "string", "The id that `subscribe` returned.");

    public IEnumerable<XmlRpcMethod> All =>
    [
        new(
            "subscribe",
            "Subscribes to status changes by callback. A node of the cluster calls `registry_events(id, page)` at a URL, where page is a "
            + "struct as `wait_events` returns it, with `after`, the cursor behind which it begins. Any answer that is no fault "
            + "acknowledges it. An answer that is another cursor says where the subscriber stands, and the node goes on from there.",
            Signatures.Of("struct string", "struct string struct", "struct string struct struct"),
            SubscribeAsync)
        {
            WhileNotReady = NotReadyRule.Answer,
            Parameters =
            [
                new("url", "string", "Where the subscriber is called, http or https."),
                MethodParameters.EventFilter,
                new("options", "struct", "How long, and from where on.")
                {
                    IsOptional = true,
                    Members =
                    [
                        new("ttl", "int",
                            $"Seconds without renewal until it ends, 10 to 86400; default {SubscriptionTerms.DefaultTtlSeconds}."),
                        new("cursor", "string", "Where the subscriber stands; `\"\"`, the default, for a snapshot first."),
                    ],
                },
            ],
            Result = "a struct: `id` and `ttl`.",
            Faults = MethodParameters.WriteFaults,
        },
        new("renew_subscription", "Keeps a subscription for another ttl.", Signatures.Of("boolean string"), RenewAsync)
        {
            Parameters = [Id],
            Result = $"{IsFound}: then subscribe again, with your last cursor.",
            Faults = MethodParameters.WriteFaults,
        },
        new(
            "unsubscribe",
            "Ends a subscription. A call that is under way may still arrive.",
            Signatures.Of("boolean string"),
            UnsubscribeAsync)
        {
            Parameters = [Id],
            Result = $"{IsFound}.",
            Faults = MethodParameters.WriteFaults,
        },
    ];

    private async ValueTask<XmlRpcOutcome> SubscribeAsync(CallArguments arguments, CallContext context)
    {
        arguments.ExpectCount(1, 3);
        var url = arguments.Text(0, "url");
        var filter = EventFilterInput.Read(arguments, 1);
        var options = arguments.Options(2, "options", "ttl", "cursor");
        var ttl = options.OptionalInt(0, "ttl") ?? SubscriptionTerms.DefaultTtlSeconds;
        var cursor = options.OptionalText(1, "cursor") ?? "";
        if (arguments.Fault is { } wrong)
            return Answers.Of(wrong);
        var terms = new SubscriptionTerms
        {
            Url = url,
            Services = [.. filter.Services.Order(StringComparer.Ordinal)],
            Prefix = filter.Prefix,
            Tag = filter.Tag,
            Zone = filter.Zone,
            TtlSeconds = ttl,
        };
        var outcome = await registry.SubscribeAsync(terms, cursor, context.Aborted).ConfigureAwait(false);
        return outcome.TryGet(out var grant, out var refused)
            ? XmlRpcOutcome.Of(XmlRpcValue.Of(new XmlRpcStruct(2) { { "id", grant.Id }, { "ttl", grant.TtlSeconds } }))
            : Answers.Of(refused);
    }

    private ValueTask<XmlRpcOutcome> RenewAsync(CallArguments arguments, CallContext context) =>
        OfOneAsync(arguments, id => registry.RenewSubscriptionAsync(id, context.Aborted));

    private ValueTask<XmlRpcOutcome> UnsubscribeAsync(CallArguments arguments, CallContext context) =>
        OfOneAsync(arguments, id => registry.UnsubscribeAsync(id, context.Aborted));

    private static async ValueTask<XmlRpcOutcome> OfOneAsync(CallArguments arguments, Func<string, Task<Outcome<bool>>> ask)
    {
        arguments.ExpectCount(1, 1);
        var id = arguments.Text(0, "id");
        return arguments.Fault is { } wrong ? Answers.Of(wrong) : Answers.Of(await ask(id).ConfigureAwait(false));
    }
}
