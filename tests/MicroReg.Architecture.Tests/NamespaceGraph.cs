using System.Text;
using MicroReg.Architecture.Tests.Reading;

namespace MicroReg.Architecture.Tests;

/// <summary>Which parts of an assembly use which others, with the types that are to blame.</summary>
internal sealed class NamespaceGraph
{
    private const int MostExamples = 5;

    private readonly SortedDictionary<string, SortedDictionary<string, List<TypeUse>>> _uses = new(StringComparer.Ordinal);

    /// <param name="uses">The uses among the types.</param>
    /// <param name="partOf">The part that a namespace belongs to; the namespace itself by default.</param>
    public NamespaceGraph(IEnumerable<TypeUse> uses, Func<string, string>? partOf = null)
    {
        foreach (var use in uses)
        {
            var (user, used) = (Part(use.User), Part(use.Used));
            if (user == used)
                continue;
            if (!_uses.TryGetValue(user, out var from))
                _uses.Add(user, from = new(StringComparer.Ordinal));
            if (!from.TryGetValue(used, out var blamed))
                from.Add(used, blamed = []);
            blamed.Add(use);
        }

        string Part(TypeName type) => partOf is null ? type.Namespace : partOf(type.Namespace);
    }

    /// <summary>Every part that uses another one or is used.</summary>
    public IEnumerable<string> Parts => _uses.Keys.Union(_uses.Values.SelectMany(used => used.Keys));

    /// <summary>A shortest circle, from a part back to it; empty if there is none.</summary>
    public IReadOnlyList<string> FindCircle() =>
        _uses.Keys.Select(WayBack).OfType<List<string>>().MinBy(circle => circle.Count) ?? [];

    /// <summary>The uses that go from a lower part to a higher one.</summary>
    /// <param name="order">The parts, the lowest first.</param>
    public IEnumerable<string> Against(IReadOnlyList<string> order)
    {
        var level = order.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
        return from part in _uses
               from used in part.Value
               where level[used.Key] > level[part.Key]
               select Describe(part.Key, used.Key);
    }

    /// <summary>The uses along a circle, each with the types that are to blame.</summary>
    public string Describe(IReadOnlyList<string> circle)
    {
        var text = new StringBuilder();
        foreach (var (user, used) in circle.Zip(circle.Skip(1)))
            text.AppendLine(Describe(user, used));
        return text.ToString();
    }

    private string Describe(string user, string used)
    {
        var blamed = _uses[user][used].Select(use => $"    {use.User} uses {use.Used}").Order(StringComparer.Ordinal).ToList();
        var rest = blamed.Count > MostExamples ? $"{Environment.NewLine}    and {blamed.Count - MostExamples} more" : "";
        return $"{user} -> {used}{Environment.NewLine}{string.Join(Environment.NewLine, blamed.Take(MostExamples))}{rest}";
    }

    /// <summary>The shortest way from a part back to itself; null if there is none.</summary>
    private List<string>? WayBack(string start)
    {
        var cameFrom = new Dictionary<string, string>(StringComparer.Ordinal);
        var next = new Queue<string>([start]);
        while (next.TryDequeue(out var part))
            foreach (var used in _uses.GetValueOrDefault(part)?.Keys ?? Enumerable.Empty<string>())
            {
                if (!cameFrom.TryAdd(used, part))
                    continue;
                if (used == start)
                    return Way(start, cameFrom);
                next.Enqueue(used);
            }

        return null;
    }

    private static List<string> Way(string start, Dictionary<string, string> cameFrom)
    {
        var way = new List<string> { start };
        do
            way.Add(cameFrom[way[^1]]);
        while (way[^1] != start);
        way.Reverse();
        return way;
    }
}
