using System.Collections.Immutable;
using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>The methods that look one service up. All answer from memory, at once.</summary>
internal static class Looking
{
    public static ValueTask<XmlRpcOutcome> GetServiceDetails(IRegistry registry, XmlRpcArguments arguments)
    {
        if (!TryFind(registry, arguments, out var service, out var otherwise))
            return new(otherwise);
        var key = service.Next().Key;
        return new(XmlRpcOutcome.Of(XmlRpcValue.Of(XmlRpcValue.Of(key.Host), XmlRpcValue.Of(key.Port))));
    }

    public static ValueTask<XmlRpcOutcome> GetServiceStatus(IRegistry registry, XmlRpcArguments arguments)
    {
        arguments.ExpectCount(1, 3);
        var name = arguments.Text(0, "name");
        var endpoint = arguments.OptionalEndpoint(1, 2);
        if (arguments.Fault is { } wrong)
            return new(XmlRpcOutcome.Failed(wrong));
        var service = registry.View.Find(name);
        var status = endpoint is { } one ? service?.At(one)?.Status : service?.Status;
        return new(status is { } known ? XmlRpcOutcome.Of(XmlRpcValue.Of((int)known)) : Answers.Unknown);
    }

    public static ValueTask<XmlRpcOutcome> GetService(IRegistry registry, XmlRpcArguments arguments) =>
        new(TryFind(registry, arguments, out var service, out var otherwise)
            ? XmlRpcOutcome.Of(XmlRpcValue.Of(new XmlRpcStruct(2)
            {
                { "name", service.Name },
                { "instances", InstanceStructs.Of(service.Instances) },
            }))
            : otherwise);

    public static ValueTask<XmlRpcOutcome> Resolve(IRegistry registry, XmlRpcArguments arguments)
    {
        arguments.ExpectCount(1, 2);
        var name = arguments.Text(0, "name");
        var options = arguments.Options(1, "options", "zone", "tag", "count");
        var filter = new InstanceFilter(options.OptionalText(1, "tag"), options.OptionalText(0, "zone"));
        var count = (int)(options.OptionalWholeNumber(2, "count", 1, int.MaxValue) ?? int.MaxValue);
        if (options.Fault is { } wrong)
            return new(XmlRpcOutcome.Failed(wrong));
        var found = registry.View.Find(name)?.Resolve(filter, count) ?? ImmutableArray<ServiceRecord>.Empty;
        return new(XmlRpcOutcome.Of(InstanceStructs.Of(found)));
    }

    private static bool TryFind(
        IRegistry registry,
        XmlRpcArguments arguments,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ServiceSnapshot? service,
        out XmlRpcOutcome otherwise)
    {
        arguments.ExpectCount(1, 1);
        var name = arguments.Text(0, "name");
        service = arguments.Fault is null ? registry.View.Find(name) : null;
        otherwise = arguments.Fault is { } wrong ? XmlRpcOutcome.Failed(wrong) : Answers.Unknown;
        return service is not null;
    }
}
