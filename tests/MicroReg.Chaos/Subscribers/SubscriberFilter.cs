using MicroReg.XmlRpc;

namespace MicroReg.Chaos.Subscribers;

/// <summary>What a subscriber asks for. Everything that is given must match; an empty text counts as not given.</summary>
internal sealed record SubscriberFilter
{
    public static SubscriberFilter All { get; } = new();

    public IReadOnlyList<string> Services { get; init; } = [];

    public string Prefix { get; init; } = "";

    public string Tag { get; init; } = "";

    public string Zone { get; init; } = "";

    public bool Selects(ShownInstance instance) =>
        (Services.Count == 0 || Services.Contains(instance.Service))
        && instance.Service.StartsWith(Prefix, StringComparison.Ordinal)
        && (Tag.Length == 0 || instance.Tags.Contains($",{Tag},", StringComparison.Ordinal))
        && (Zone.Length == 0 || instance.Zone == Zone);

    /// <summary>As parameters of a query, each ending with an ampersand.</summary>
    public string ToQuery() =>
        string.Concat(Given().SelectMany(given => given.Values.Select(value => $"{given.Name}={Uri.EscapeDataString(value)}&")));

    /// <summary>As the parameter of a method.</summary>
    public XmlRpcValue ToStruct()
    {
        var members = new XmlRpcStruct();
        foreach (var (name, values) in Given())
            members.Add(
                name == "service" ? "services" : name,
                name == "service" ? XmlRpcValue.Of([.. values.Select(XmlRpcValue.Of)]) : XmlRpcValue.Of(values[0]));
        return XmlRpcValue.Of(members);
    }

    public override string ToString() => ToQuery() is { Length: > 0 } query ? query.TrimEnd('&') : "all";

    private IEnumerable<(string Name, IReadOnlyList<string> Values)> Given() =>
        new (string Name, IReadOnlyList<string> Values)[] { ("service", Services), ("prefix", [Prefix]), ("tag", [Tag]), ("zone", [Zone]) }
            .Where(given => given.Values.Any(value => value.Length > 0));
}
