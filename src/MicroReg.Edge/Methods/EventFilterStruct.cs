using System.Collections.Immutable;
using MicroReg.Domain.Events;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>Reads the filter struct of <c>wait_events</c> and <c>subscribe</c>. An empty text is no filter, as in a query.</summary>
internal static class EventFilterStruct
{
    public static EventFilter Read(XmlRpcArguments arguments, int index, out XmlRpcFault? wrong)
    {
        if (!arguments.Has(index))
        {
            wrong = arguments.Fault;
            return EventFilter.All;
        }

        var filter = arguments.Options(index, "filter", "services", "prefix", "tag", "zone");
        var read = new EventFilter
        {
            Services = ReadServices(filter, 0),
            Prefix = filter.OptionalText(1, "filter.prefix") ?? "",
            Tag = Given(filter.OptionalText(2, "filter.tag")),
            Zone = Given(filter.OptionalText(3, "filter.zone")),
        };
        wrong = filter.Fault;
        return read;
    }

    private static ImmutableHashSet<string> ReadServices(XmlRpcArguments filter, int index)
    {
        if (!filter.Has(index))
            return [];
        if (filter[index].TryTakeText(out var only))
            return Given(only) is null ? [] : [only];
        if (!filter[index].TryTakeItems(out var items))
        {
            filter.Refuse(index, "filter.services", "an array of names, or one name");
            return [];
        }

        var names = ImmutableHashSet.CreateBuilder<string>();
        foreach (var item in items)
        {
            if (item.TryTakeText(out var name))
                names.Add(name);
            else
                filter.Refuse($"{filter.Method}: the parameter filter.services must be an array of names.");
        }

        return names.ToImmutable();
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
