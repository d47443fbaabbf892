using MicroReg.Domain.Registry;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>The methods that tell of many services, and of the node.</summary>
internal static class Surveying
{
    public static ValueTask<XmlRpcOutcome> ListServices(IRegistry registry, XmlRpcArguments arguments)
    {
        arguments.ExpectCount(0, 1);
        var filter = ListFilter.Read(arguments, 0, out var wrong);
        if (wrong is not null)
            return new(XmlRpcOutcome.Failed(wrong));
        return new(XmlRpcOutcome.Of(XmlRpcValue.Of([.. registry.View.List(filter).Select(Describe)])));
    }

    public static ValueTask<XmlRpcOutcome> GetAllServiceDetails(IRegistry registry, XmlRpcArguments arguments)
    {
        arguments.ExpectCount(0, 0);
        return new(arguments.Fault is { } wrong
            ? XmlRpcOutcome.Failed(wrong)
            : XmlRpcOutcome.Of(XmlRpcValue.Of(new AllDetailsText(registry.View.AllInstances()))));
    }

    public static ValueTask<XmlRpcOutcome> GetRegCount(IRegistry registry, XmlRpcArguments arguments)
    {
        arguments.ExpectCount(0, 0);
        return new(arguments.Fault is { } wrong ? XmlRpcOutcome.Failed(wrong) : XmlRpcOutcome.Of(XmlRpcValue.Of(registry.View.InstanceCount)));
    }

    public static ValueTask<XmlRpcOutcome> ClusterStatus(IRegistry registry, TimeProvider time, XmlRpcArguments arguments)
    {
        arguments.ExpectCount(0, 0);
        return new(arguments.Fault is { } wrong
            ? XmlRpcOutcome.Failed(wrong)
            : XmlRpcOutcome.Of(XmlRpcValue.Of(ClusterStruct.Of(registry.Status, registry.View, time.GetUtcNow()))));
    }

    private static XmlRpcValue Describe(ServiceSnapshot service) => XmlRpcValue.Of(new XmlRpcStruct(4)
    {
        { "name", service.Name },
        { "status", (int)service.Status },
        { "instance_count", service.Count },
        { "instances", InstanceStructs.Of(service.Instances) },
    });
}
