using MicroReg.Edge.Calls;

namespace MicroReg.Edge.XmlRpc.Methods;

/// <summary>A method with its description for callers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it does: whole sentences.</param>
/// <param name="Signatures">For <c>system.methodSignature</c>: each is the type of the result, then the types of the parameters.</param>
/// <param name="Handler">Answers calls.</param>
internal sealed record XmlRpcMethod(string Name, string Summary, IReadOnlyList<IReadOnlyList<string>> Signatures, XmlRpcHandler Handler)
{
    /// <summary>The parameters in their order.</summary>
    public IReadOnlyList<XmlRpcParameter> Parameters { get; init; } = [];

    /// <summary>What it returns: whole sentences. Empty if the summary says that.</summary>
    public string Result { get; init; } = "";

    /// <summary>The codes of the faults that this method has beside those that every call may get.</summary>
    public IReadOnlyList<int> Faults { get; init; } = [];

    /// <summary>What becomes of a call while the node is not ready.</summary>
    public NotReadyRule WhileNotReady { get; init; } = NotReadyRule.Refuse;

    /// <summary>All of this as text, for <c>system.methodHelp</c>.</summary>
    public string Help => MethodHelp.Of(this);
}
