using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>Reads the filter struct of <c>list_services</c>.</summary>
internal static class ListFilter
{
    public static ServiceFilter Read(XmlRpcArguments arguments, int index, out XmlRpcFault? wrong)
    {
        var filter = arguments.Options(index, "filter", "prefix", "status", "tag", "zone", "limit", "after", "name_prefix");
        var prefix = filter.OptionalText(0, "filter.prefix") ?? filter.OptionalText(6, "filter.name_prefix") ?? "";
        var status = filter.OptionalStatus(1, "filter.status");
        var tag = filter.OptionalText(2, "filter.tag");
        var zone = filter.OptionalText(3, "filter.zone");
        var limit = (int)(filter.OptionalWholeNumber(4, "filter.limit", 1, ServiceFilter.DefaultLimit) ?? ServiceFilter.DefaultLimit);
        var after = filter.OptionalText(5, "filter.after") ?? "";
        wrong = filter.Fault;
        return new ServiceFilter(prefix, InstancesOf(tag, zone, status), after, limit);
    }

    /// <summary>Null if nothing is asked of the instances: then none of them need be looked at.</summary>
    public static InstanceFilter? InstancesOf(string? tag, string? zone, ServiceStatus? status) =>
        tag is null && zone is null && status is null ? null : new InstanceFilter(tag, zone, status);
}
