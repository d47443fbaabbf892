using MicroReg.XmlRpc;

namespace MicroReg.Edge.XmlRpc.Methods;

/// <summary>The methods by which a client can find out what there is to call.</summary>
/// <param name="table">The table of all methods, which these are themselves part of.</param>
internal sealed class Introspection(Func<XmlRpcMethodTable> table)
{
    public IEnumerable<XmlRpcMethod> Methods =>
    [
        new("system.listMethods", "Returns the names of all methods, sorted.", [["array"]], ListMethods),
        new("system.methodHelp", "Returns what a method does. Parameter: its name.", [["string", "string"]], MethodHelp),
        new(
            "system.methodSignature",
            "Returns the signatures of a method, each an array of the type of the result and those of the parameters. Parameter: its name.",
            [["array", "string"]],
            MethodSignature),
        new("system.getCapabilities", "Returns the specifications that this server follows, with their versions.", [["struct"]], GetCapabilities),
    ];

    private ValueTask<XmlRpcOutcome> ListMethods(XmlRpcArguments arguments, CancellationToken cancellation)
    {
        arguments.ExpectCount(0, 0);
        return Answer(arguments.Fault, () => Strings(table().Names));
    }

    private ValueTask<XmlRpcOutcome> MethodHelp(XmlRpcArguments arguments, CancellationToken cancellation) =>
        OfMethod(arguments, method => XmlRpcValue.Of(method.Help));

    private ValueTask<XmlRpcOutcome> MethodSignature(XmlRpcArguments arguments, CancellationToken cancellation) =>
        OfMethod(arguments, method => XmlRpcValue.Of([.. method.Signatures.Select(Strings)]));

    private ValueTask<XmlRpcOutcome> GetCapabilities(XmlRpcArguments arguments, CancellationToken cancellation)
    {
        arguments.ExpectCount(0, 0);
        return Answer(arguments.Fault, () => XmlRpcValue.Of(Capabilities.All));
    }

    private ValueTask<XmlRpcOutcome> OfMethod(XmlRpcArguments arguments, Func<XmlRpcMethod, XmlRpcValue> answer)
    {
        arguments.ExpectCount(1, 1);
        var name = arguments.Text(0, "method name");
        if (table().TryFind(name, out var method))
            return Answer(arguments.Fault, () => answer(method));
        arguments.Refuse($"There is no method '{name}'; system.listMethods names them all.");
        return new(XmlRpcOutcome.Failed(arguments.Fault!));
    }

    private static ValueTask<XmlRpcOutcome> Answer(XmlRpcFault? fault, Func<XmlRpcValue> value) =>
        new(fault is null ? XmlRpcOutcome.Of(value()) : XmlRpcOutcome.Failed(fault));

    private static XmlRpcValue Strings(IReadOnlyList<string> texts) => XmlRpcValue.Of([.. texts.Select(XmlRpcValue.Of)]);
}
