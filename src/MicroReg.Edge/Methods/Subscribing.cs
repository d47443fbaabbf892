using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>The methods by which subscribers ask to be called back.</summary>
internal static class Subscribing
{
    public static async ValueTask<XmlRpcOutcome> SubscribeAsync(IRegistry registry, XmlRpcArguments arguments, CancellationToken cancellation)
    {
        arguments.ExpectCount(1, 3);
        var url = arguments.Text(0, "url");
        var filter = EventFilterStruct.Read(arguments, 1, out var wrong);
        var options = arguments.Options(2, "options", "ttl", "cursor");
        var ttl = options.OptionalInt(0, "options.ttl") ?? SubscriptionTerms.DefaultTtlSeconds;
        var cursor = options.OptionalText(1, "options.cursor") ?? "";
        if ((wrong ?? options.Fault) is { } fault)
            return XmlRpcOutcome.Failed(fault);
        var terms = new SubscriptionTerms
        {
            Url = url,
            Services = [.. filter.Services.Order(StringComparer.Ordinal)],
            Prefix = filter.Prefix,
            Tag = filter.Tag,
            Zone = filter.Zone,
            TtlSeconds = ttl,
        };
        var outcome = await registry.SubscribeAsync(terms, cursor, cancellation).ConfigureAwait(false);
        return outcome.TryGet(out var grant, out var refused)
            ? XmlRpcOutcome.Of(XmlRpcValue.Of(new XmlRpcStruct(2) { { "id", grant.Id }, { "ttl", grant.TtlSeconds } }))
            : Answers.Of(refused);
    }

    public static ValueTask<XmlRpcOutcome> RenewAsync(IRegistry registry, XmlRpcArguments arguments, CancellationToken cancellation) =>
        OfOneAsync(arguments, id => registry.RenewSubscriptionAsync(id, cancellation));

    public static ValueTask<XmlRpcOutcome> UnsubscribeAsync(IRegistry registry, XmlRpcArguments arguments, CancellationToken cancellation) =>
        OfOneAsync(arguments, id => registry.UnsubscribeAsync(id, cancellation));

    private static async ValueTask<XmlRpcOutcome> OfOneAsync(XmlRpcArguments arguments, Func<string, Task<Outcome<bool>>> ask)
    {
        arguments.ExpectCount(1, 1);
        var id = arguments.Text(0, "id");
        if (arguments.Fault is { } wrong)
            return XmlRpcOutcome.Failed(wrong);
        var outcome = await ask(id).ConfigureAwait(false);
        return outcome.TryGet(out var found, out var fault) ? XmlRpcOutcome.Of(XmlRpcValue.Of(found)) : Answers.Of(fault);
    }
}
