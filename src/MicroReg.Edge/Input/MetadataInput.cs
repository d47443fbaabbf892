using MicroReg.Domain.Records;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Input;

/// <summary>Reads metadata: a struct of strings. Numbers and booleans are accepted as their text.</summary>
internal static class MetadataInput
{
    public static Metadata Read(CallArguments options, int index, string name)
    {
        if (options.OptionalMembers(index, name) is not { Count: > 0 } members)
            return Metadata.Empty;
        var pairs = new List<KeyValuePair<string, string>>(members.Count);
        foreach (var (key, value) in members.Members)
        {
            if (value.TryTakeText(out var text))
                pairs.Add(new(key, text));
            else if (value.Kind is XmlRpcKind.WholeNumber or XmlRpcKind.Boolean or XmlRpcKind.Real)
                pairs.Add(new(key, value.ToString()));
            else
                options.RefuseContent(name, $"a struct of strings; '{(key.Length > 60 ? "a long key" : key)}' has another value");
        }

        return Metadata.From(pairs);
    }
}
