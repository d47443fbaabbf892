using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace MicroReg.Edge.XmlRpc.Methods;

/// <summary>The methods of a server, by their exact names. Does not change once made.</summary>
internal sealed class XmlRpcMethodTable
{
    private readonly FrozenDictionary<string, XmlRpcMethod> _methods;

    /// <summary>Makes a table; no name may occur twice.</summary>
    public XmlRpcMethodTable(IEnumerable<XmlRpcMethod> methods)
    {
        ArgumentNullException.ThrowIfNull(methods);
        var byName = new Dictionary<string, XmlRpcMethod>(StringComparer.Ordinal);
        foreach (var method in methods)
        {
            if (!byName.TryAdd(method.Name, method))
                throw new ArgumentException($"The method {method.Name} is given twice.", nameof(methods));
        }

        _methods = byName.ToFrozenDictionary(StringComparer.Ordinal);
        Names = [.. byName.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The names of all methods, sorted.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>All methods, in the order of their names.</summary>
    public IEnumerable<XmlRpcMethod> Methods => Names.Select(name => _methods[name]);

    /// <summary>Finds a method.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out XmlRpcMethod? method) => _methods.TryGetValue(name, out method);
}
