using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MicroReg.Domain.Records;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>What the options struct of <c>register</c> says. What its values may be is the rules' business, not decided here.</summary>
/// <param name="Attributes">The attributes of the registration.</param>
/// <param name="Write">What is asked of the write.</param>
/// <param name="Fault">What is wrong with the options, or null.</param>
internal readonly record struct RegistrationOptions(InstanceAttributes Attributes, WriteOptions Write, XmlRpcFault? Fault)
{
    public static RegistrationOptions Read(XmlRpcArguments arguments, int index, ServiceStatus status)
    {
        if (!arguments.Has(index))
            return new(status == ServiceStatus.Running ? InstanceAttributes.Default : new InstanceAttributes { Status = status }, default, arguments.Fault);
        var options = arguments.Options(index, "options", "ttl", "check", "metadata", "tags", "zone", "weight", "deregister_after", "ack", "strict");
        var attributes = new InstanceAttributes
        {
            Status = status,
            TtlSeconds = options.OptionalInt(0, "options.ttl"),
            Metadata = MetadataOption.Read(options, 2, "options.metadata"),
            Tags = ReadTags(options, 3),
            Zone = options.OptionalText(4, "options.zone"),
            Weight = options.OptionalInt(5, "options.weight") ?? InstanceAttributes.Default.Weight,
            DeregisterAfterSeconds = options.OptionalInt(6, "options.deregister_after"),
        };
        var write = WriteOptions.Read(options, 7, 8);

        // Last, because the check is a struct of its own, and what is wrong with it ends up in another place.
        var check = CheckOption.Read(options, 1, "options.check", out var wrong);
        return new(check is null ? attributes : attributes with { Check = check }, write, wrong);
    }

    private static ImmutableArray<string> ReadTags(XmlRpcArguments options, int index)
    {
        if (options.OptionalItems(index, "options.tags") is not { Count: > 0 } items)
            return [];
        var tags = new string[items.Count];
        for (var i = 0; i < tags.Length; i++)
        {
            if (!items[i].TryTakeText(out var tag))
                options.Refuse($"{options.Method}: the parameter options.tags must be an array of strings.");
            tags[i] = tag ?? "";
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(tags);
    }
}
