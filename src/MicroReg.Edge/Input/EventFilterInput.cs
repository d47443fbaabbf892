using System.Collections.Immutable;
using MicroReg.Domain.Events;

namespace MicroReg.Edge.Input;

/// <summary>
/// Reads the filter of callers who wait for events or subscribe to them. An empty text means no filter, as in a query string.
/// </summary>
internal static class EventFilterInput
{
    public static EventFilter Read(CallArguments arguments, int index)
    {
        if (!arguments.Has(index))
            return EventFilter.All;
        var filter = arguments.Options(index, "filter", "services", "prefix", "tag", "zone");
        return new EventFilter
        {
            Services = ReadServices(filter, 0),
            Prefix = filter.OptionalText(1, "prefix") ?? "",
            Tag = Given(filter.OptionalText(2, "tag")),
            Zone = Given(filter.OptionalText(3, "zone")),
        };
    }

    private static ImmutableHashSet<string> ReadServices(CallArguments filter, int index)
    {
        if (!filter.Has(index))
            return [];
        if (filter[index].TryTakeText(out var only))
            return Given(only) is null ? [] : [only];
        if (!filter[index].TryTakeItems(out var items))
        {
            filter.Refuse(index, "services", "an array of names, or one name");
            return [];
        }

        var names = ImmutableHashSet.CreateBuilder<string>();
        foreach (var item in items)
        {
            if (item.TryTakeText(out var name))
                names.Add(name);
            else
                filter.RefuseContent("services", "an array of names");
        }

        return names.ToImmutable();
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
