using MicroReg.Domain.Registry;
using MicroReg.Domain.Views;
using MicroReg.Edge.Input;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>The methods that show many services at once.</summary>
internal sealed class QueryMethods(IRegistry registry)
{
    public IEnumerable<XmlRpcMethod> All =>
    [
        new(
            "list_services",
            "Lists services with their instances in the order of their names, a page at a time.",
            Signatures.Of("array", "array struct"),
            (arguments, _) => ListServices(arguments))
        {
            Parameters =
            [
                new("filter", "struct", "Which services; all without it.")
                {
                    IsOptional = true,
                    Members =
                    [
                        new("prefix", "string", "Only names that begin so."),
                        new("status", "int or string", "Only services with an instance of this status."),
                        new("tag", "string", "Only services with an instance that has this tag."),
                        new("zone", "string", "Only services with an instance in this zone."),
                        new("limit", "int",
                            $"At most so many services, 1 to {ServiceFilter.DefaultLimit}; default {ServiceFilter.DefaultLimit}."),
                        new("after", "string", "Only names after this one: the last name of the page before."),
                    ],
                },
            ],
            Result = "an array of structs: `name`, `status` (the best among the instances), `instance_count` and `instances`, "
                + "as in `get_service`.",
        },
        new(
            "get_all_service_details",
            "Tells of all instances in one text.",
            Signatures.Of("string"),
            (arguments, _) => GetAllServiceDetails(arguments))
        {
            Result = "the text of one JSON object: id, then an object of `name`, `host`, `port`, `status` (number), `reg_timestamp` "
                + "(dd-mm-yy HH:MM, UTC), `id`, `reported`, `health`, `zone`, `weight`, `tags` and `metadata`. It is plain ASCII.",
        },
        new("get_reg_count", "Counts the registered instances.", Signatures.Of("int"), (arguments, _) => GetRegCount(arguments))
        {
            Result = "how many instances are registered.",
        },
    ];

    private ValueTask<XmlRpcOutcome> ListServices(CallArguments arguments)
    {
        arguments.ExpectCount(0, 1);
        var filter = ServiceFilterInput.Read(arguments, 0);
        return new(arguments.Fault is { } wrong
            ? Answers.Of(wrong)
            : XmlRpcOutcome.Of(XmlRpcValue.Of([.. registry.View.List(filter).Select(Describe)])));
    }

    private ValueTask<XmlRpcOutcome> GetAllServiceDetails(CallArguments arguments)
    {
        arguments.ExpectCount(0, 0);
        return new(arguments.Fault is { } wrong
            ? Answers.Of(wrong)
            : XmlRpcOutcome.Of(XmlRpcValue.Of(new AllDetailsText(registry.View.AllInstances()))));
    }

    private ValueTask<XmlRpcOutcome> GetRegCount(CallArguments arguments)
    {
        arguments.ExpectCount(0, 0);
        return new(arguments.Fault is { } wrong
            ? Answers.Of(wrong)
            : XmlRpcOutcome.Of(XmlRpcValue.Of(registry.View.InstanceCount)));
    }

    private static XmlRpcValue Describe(ServiceSnapshot service) => XmlRpcValue.Of(new XmlRpcStruct(4)
    {
        { "name", service.Name },
        { "status", (int)service.Status },
        { "instance_count", service.Count },
        { "instances", InstanceStructs.Of(service.Instances) },
    });
}
