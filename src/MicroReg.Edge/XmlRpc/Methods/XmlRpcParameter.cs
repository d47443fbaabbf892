namespace MicroReg.Edge.XmlRpc.Methods;

/// <summary>A parameter of a method, or a member of a parameter that is a struct, as it is described to callers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its XML-RPC type, or the types that it may have.</param>
/// <param name="Meaning">What it means, which values it may have, and the default if it is left out: whole sentences.</param>
internal sealed record XmlRpcParameter(string Name, string Type, string Meaning)
{
    /// <summary>Whether it may be left out.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The members, if it is a struct. Each of them may be left out.</summary>
    public IReadOnlyList<XmlRpcParameter> Members { get; init; } = [];

    /// <summary>The same parameter where it may be left out.</summary>
    public XmlRpcParameter Optional() => this with { IsOptional = true };
}
