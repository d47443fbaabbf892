using System.Diagnostics.CodeAnalysis;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Views;
using MicroReg.Edge.Calls;
using MicroReg.Edge.Input;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>The methods that look up one service. All answer from memory, at once.</summary>
internal sealed class LookupMethods(IRegistry registry)
{
    public IEnumerable<XmlRpcMethod> All =>
    [
        new(
            "get_service_details",
            "Tells where a service is: the running instances in turn, by weight; any other only if none runs.",
            Signatures.Of("array string", "boolean string"),
            (arguments, _) => GetServiceDetails(arguments))
        {
            WhileNotReady = NotReadyRule.AnswerKnown,
            Parameters = [MethodParameters.Name],
            Result = "an array of the host and the port of one instance; false if the service is unknown.",
        },
        new(
            "get_service_status",
            "Tells the status of an instance, or the best status among all instances of a service.",
            Signatures.Of("int string", "int string string int", "boolean string", "boolean string string int"),
            (arguments, _) => GetServiceStatus(arguments))
        {
            WhileNotReady = NotReadyRule.AnswerKnown,
            Parameters = [MethodParameters.Name, .. MethodParameters.OptionalEndpoint],
            Result = "the status as a number: running 1, stopped 0, error -1, starting 2, draining 3; false if it is unknown.",
        },
        new(
            "get_service",
            "Shows a service with all its instances.",
            Signatures.Of("struct string", "boolean string"),
            (arguments, _) => GetService(arguments))
        {
            WhileNotReady = NotReadyRule.AnswerKnown,
            Parameters = [MethodParameters.Name],
            Result = "a struct: `name` and `instances`, an array of structs; false if the service is unknown.",
        },
        new(
            "resolve",
            "Names the running instances of a service in the order for use.",
            Signatures.Of("array string", "array string struct"),
            (arguments, _) => Resolve(arguments))
        {
            WhileNotReady = NotReadyRule.AnswerKnown,
            Parameters =
            [
                MethodParameters.Name,
                new("options", "struct", "Which instances, and how many.")
                {
                    IsOptional = true,
                    Members =
                    [
                        new("zone", "string", "Instances of this zone come first."),
                        MethodParameters.Tag,
                        new("count", "int", "At most so many, from 1 on."),
                    ],
                },
            ],
            Result = "an array of structs as in `get_service`; empty if none runs.",
        },
    ];

    private ValueTask<XmlRpcOutcome> GetServiceDetails(CallArguments arguments)
    {
        if (!TryFind(arguments, out var service, out var otherwise))
            return new(otherwise);
        var key = service.Next().Key;
        return new(XmlRpcOutcome.Of(XmlRpcValue.Of(XmlRpcValue.Of(key.Host), XmlRpcValue.Of(key.Port))));
    }

    private ValueTask<XmlRpcOutcome> GetServiceStatus(CallArguments arguments)
    {
        arguments.ExpectCount(1, 3);
        var name = arguments.Text(0, "name");
        var endpoint = arguments.OptionalEndpoint(1, 2);
        if (arguments.Fault is { } wrong)
            return new(Answers.Of(wrong));
        var service = registry.View.Find(name);
        var status = endpoint is { } one ? service?.At(one)?.Status : service?.Status;
        return new(status is { } known ? XmlRpcOutcome.Of(XmlRpcValue.Of((int)known)) : Answers.Unknown);
    }

    private ValueTask<XmlRpcOutcome> GetService(CallArguments arguments) =>
        new(TryFind(arguments, out var service, out var otherwise)
            ? XmlRpcOutcome.Of(XmlRpcValue.Of(new XmlRpcStruct(2)
            {
                { "name", service.Name },
                { "instances", InstanceStructs.Of(service.Instances) },
            }))
            : otherwise);

    private ValueTask<XmlRpcOutcome> Resolve(CallArguments arguments)
    {
        arguments.ExpectCount(1, 2);
        var name = arguments.Text(0, "name");
        var options = arguments.Options(1, "options", "zone", "tag", "count");
        var filter = new InstanceFilter(options.OptionalText(1, "tag"), options.OptionalText(0, "zone"));
        var count = (int)(options.OptionalWholeNumber(2, "count", 1, int.MaxValue) ?? int.MaxValue);
        if (arguments.Fault is { } wrong)
            return new(Answers.Of(wrong));
        return new(XmlRpcOutcome.Of(InstanceStructs.Of(registry.View.Find(name)?.Resolve(filter, count) ?? [])));
    }

    private bool TryFind(CallArguments arguments, [NotNullWhen(true)] out ServiceSnapshot? service, out XmlRpcOutcome otherwise)
    {
        arguments.ExpectCount(1, 1);
        var name = arguments.Text(0, "name");
        service = arguments.Fault is null ? registry.View.Find(name) : null;
        otherwise = arguments.Fault is { } wrong ? Answers.Of(wrong) : Answers.Unknown;
        return service is not null;
    }
}
