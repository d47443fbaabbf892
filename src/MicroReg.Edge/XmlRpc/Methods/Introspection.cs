using MicroReg.Domain.Kernel;
using MicroReg.Edge.Calls;
using MicroReg.Edge.Input;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.XmlRpc.Methods;

/// <summary>The methods with which a client can find out which methods there are.</summary>
/// <param name="table">The table of all methods, including these.</param>
internal sealed class Introspection(Func<XmlRpcMethodTable> table)
{
    private static readonly XmlRpcParameter MethodName = new("name", "string", "The name of the method.");

    public IEnumerable<XmlRpcMethod> Methods =>
    [
        new("system.listMethods", "Names the methods.", [["array"]], ListMethods) { Result = "an array of all names, sorted." },
        new("system.methodHelp", "Explains a method.", [["string", "string"]], MethodHelp)
        {
            Parameters = [MethodName],
            Result = "a text: what it does, its parameters, its result and its faults.",
        },
        new("system.methodSignature", "Tells the signatures of a method.", [["array", "string"]], MethodSignature)
        {
            Parameters = [MethodName],
            Result = "an array of signatures, each an array of the type of the result and those of the parameters.",
        },
        new("system.getCapabilities", "Names the specifications that this server follows.", [["struct"]], GetCapabilities)
        {
            Result = "a struct of structs: each specification with `specUrl` and `specVersion`.",
        },
    ];

    private ValueTask<XmlRpcOutcome> ListMethods(CallArguments arguments, CallContext context)
    {
        arguments.ExpectCount(0, 0);
        return Answer(arguments.Fault, () => Strings(table().Names));
    }

    private ValueTask<XmlRpcOutcome> MethodHelp(CallArguments arguments, CallContext context) =>
        OfMethod(arguments, method => XmlRpcValue.Of(method.Help));

    private ValueTask<XmlRpcOutcome> MethodSignature(CallArguments arguments, CallContext context) =>
        OfMethod(arguments, method => XmlRpcValue.Of([.. method.Signatures.Select(Strings)]));

    private ValueTask<XmlRpcOutcome> GetCapabilities(CallArguments arguments, CallContext context)
    {
        arguments.ExpectCount(0, 0);
        return Answer(arguments.Fault, () => XmlRpcValue.Of(Capabilities.All));
    }

    private ValueTask<XmlRpcOutcome> OfMethod(CallArguments arguments, Func<XmlRpcMethod, XmlRpcValue> answer)
    {
        arguments.ExpectCount(1, 1);
        var name = arguments.Text(0, "method name");
        if (table().TryFind(name, out var method))
            return Answer(arguments.Fault, () => answer(method));
        arguments.Refuse($"There is no method '{name}'; system.listMethods names them all.");
        return new(Answers.Of(arguments.Fault!));
    }

    private static ValueTask<XmlRpcOutcome> Answer(RegistryFault? fault, Func<XmlRpcValue> value) =>
        new(fault is null ? XmlRpcOutcome.Of(value()) : Answers.Of(fault));

    private static XmlRpcValue Strings(IReadOnlyList<string> texts) => XmlRpcValue.Of([.. texts.Select(XmlRpcValue.Of)]);
}
