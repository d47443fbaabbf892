using MicroReg.Domain.Registry;
using MicroReg.Edge.XmlRpc.Methods;

namespace MicroReg.Edge.Methods;

/// <summary>The registry's XML-RPC methods.</summary>
internal static class RegistryMethods
{
    /// <summary>The methods of a registry, with their descriptions for callers.</summary>
    /// <param name="registry">What answers the calls.</param>
    /// <param name="time">This node's clock, shown by <c>cluster_status</c>.</param>
    /// <param name="more">Further methods.</param>
    public static XmlRpcMethodTable Table(IRegistry registry, TimeProvider time, params IEnumerable<XmlRpcMethod> more)
    {
        IEnumerable<XmlRpcMethod> all =
        [
            .. new RegistrationMethods(registry).All,
            .. new LeaseMethods(registry).All,
            .. new LookupMethods(registry).All,
            .. new QueryMethods(registry).All,
            .. new AdminMethods(registry, time).All,
            .. new SubscriptionMethods(registry).All,
            .. more,
        ];
        return new XmlRpcMethodTable(all.Select(new NotReadyGuard(registry).Guard));
    }
}
