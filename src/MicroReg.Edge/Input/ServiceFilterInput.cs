using MicroReg.Domain.Records;
using MicroReg.Domain.Views;

namespace MicroReg.Edge.Input;

/// <summary>Reads which services a caller wants to see listed.</summary>
internal static class ServiceFilterInput
{
    public static ServiceFilter Read(CallArguments arguments, int index)
    {
        var filter = arguments.Options(index, "filter", "prefix", "status", "tag", "zone", "limit", "after", "name_prefix");
        var prefix = filter.OptionalText(0, "prefix") ?? filter.OptionalText(6, "name_prefix") ?? "";
        var status = filter.OptionalStatus(1, "status");
        var tag = filter.OptionalText(2, "tag");
        var zone = filter.OptionalText(3, "zone");
        var limit = (int)(filter.OptionalWholeNumber(4, "limit", 1, ServiceFilter.DefaultLimit) ?? ServiceFilter.DefaultLimit);
        var after = filter.OptionalText(5, "after") ?? "";
        return new ServiceFilter(prefix, InstancesOf(tag, zone, status), after, limit);
    }

    /// <summary>Null if there is no condition on instances: then no instance needs to be examined.</summary>
    public static InstanceFilter? InstancesOf(string? tag, string? zone, ServiceStatus? status) =>
        tag is null && zone is null && status is null ? null : new InstanceFilter(tag, zone, status);
}
