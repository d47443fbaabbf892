using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Rules;
using MicroReg.Edge.Calls;
using MicroReg.Edge.Input;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>The methods with which instances register, report their status and unregister.</summary>
internal sealed class RegistrationMethods(IRegistry registry)
{
    private const string IsFound = "true, or false if nothing of that name is registered.";

    public IEnumerable<XmlRpcMethod> All => [Register, UpdateStatus, Unregister, Drain];

    private XmlRpcMethod Register => new(
        "register",
        "Registers an instance of a service. Registering it again replaces what was said before.",
        Signatures.Of(
            "int string string int", "int string string int int", "int string string int string",
            "int string string int int struct", "int string string int string struct"),
        RegisterAsync)
    {
        WhileNotReady = NotReadyRule.Answer,
        Parameters =
        [
            MethodParameters.Name, MethodParameters.Host, MethodParameters.Port,
            MethodParameters.Status with { IsOptional = true, Meaning = $"{MethodParameters.Status.Meaning} Default running." },
            RegistrationParameters.Options,
        ],
        Result = "the id of the instance. The same name, host and port get the same id again.",
        Faults = MethodParameters.WriteFaults,
    };

    private XmlRpcMethod UpdateStatus => new(
        "update_status",
        "Reports the status of a service, or of one instance.",
        Signatures.Of(
            "boolean string int", "boolean string string", "boolean string int string int", "boolean string string string int",
            "boolean string int struct", "boolean string string struct", "boolean string int string int struct",
            "boolean string string string int struct"),
        UpdateStatusAsync)
    {
        Parameters = [MethodParameters.Name, MethodParameters.Status, .. MethodParameters.OptionalEndpoint, MethodParameters.WriteOptions],
        Result = IsFound,
        Faults = MethodParameters.WriteFaults,
    };

    private XmlRpcMethod Unregister => new(
        "unregister",
        "Removes a service, or one instance.",
        Signatures.Of("boolean string", "boolean string string int", "boolean string struct", "boolean string string int struct"),
        UnregisterAsync)
    {
        Parameters = [MethodParameters.Name, .. MethodParameters.OptionalEndpoint, MethodParameters.WriteOptions],
        Result = IsFound,
        Faults = MethodParameters.WriteFaults,
    };

    private XmlRpcMethod Drain => new(
        "drain",
        "Takes an instance out of use. It is draining from now on, which subscribers are told, and is unregistered after a time, "
        + "unless it is registered again or another status is reported before.",
        Signatures.Of("boolean string string int", "boolean string string int int"),
        DrainAsync)
    {
        Parameters =
        [
            MethodParameters.Name, MethodParameters.Host, MethodParameters.Port,
            new("seconds", "int", $"How long it is draining, 1 to 86400; default {DrainInstance.DefaultSeconds}.") { IsOptional = true },
        ],
        Result = IsFound,
        Faults = MethodParameters.WriteFaults,
    };

    private async ValueTask<XmlRpcOutcome> RegisterAsync(CallArguments arguments, CallContext context)
    {
        arguments.ExpectCount(3, 5);
        var name = arguments.Text(0, "name");
        var host = arguments.Text(1, "host");
        var port = arguments.Port(2);
        var status = arguments.OptionalStatus(3, "status") ?? ServiceStatus.Running;
        var options = RegistrationInput.Read(arguments, 4, status);
        if (arguments.Fault is { } wrong)
            return Answers.Of(wrong);
        if (!RegistryCommands.Register(name, host, port, options.Attributes).TryGet(out var command, out var refused))
            return Answers.Of(refused);
        return options.Write.IsReported
            ? await WriteReport.AnswerAsync(
                options.Write, command, one => registry.RegisterAsync(one, context.Aborted), "id", id => XmlRpcValue.Of(id))
                .ConfigureAwait(false)
            : Answers.Of(await registry.RegisterAsync(options.Write.ApplyTo(command), context.Aborted).ConfigureAwait(false));
    }

    private ValueTask<XmlRpcOutcome> UpdateStatusAsync(CallArguments arguments, CallContext context)
    {
        arguments.ExpectCount(2, 5);
        var name = arguments.Text(0, "name");
        var status = arguments.Status(1, "status");
        var options = WriteInput.ReadWithEndpoint(arguments, 2, out var endpoint);
        if (arguments.Fault is { } wrong)
            return new(Answers.Of(wrong));
        return RegistryCommands.UpdateStatus(name, endpoint, status).TryGet(out var command, out var refused)
            ? options.IsReported
                ? WriteReport.AnswerAsync(options, command, one => registry.UpdateStatusAsync(one, context.Aborted), "found", Found)
                : AnswerAsync(registry.UpdateStatusAsync(options.ApplyTo(command), context.Aborted))
            : new(Answers.Of(refused));
    }

    private ValueTask<XmlRpcOutcome> UnregisterAsync(CallArguments arguments, CallContext context)
    {
        arguments.ExpectCount(1, 4);
        var name = arguments.Text(0, "name");
        var options = WriteInput.ReadWithEndpoint(arguments, 1, out var endpoint);
        if (arguments.Fault is { } wrong)
            return new(Answers.Of(wrong));
        return RegistryCommands.Unregister(name, endpoint).TryGet(out var command, out var refused)
            ? options.IsReported
                ? WriteReport.AnswerAsync(options, command, one => registry.UnregisterAsync(one, context.Aborted), "found", Found)
                : AnswerAsync(registry.UnregisterAsync(options.ApplyTo(command), context.Aborted))
            : new(Answers.Of(refused));
    }

    private ValueTask<XmlRpcOutcome> DrainAsync(CallArguments arguments, CallContext context)
    {
        arguments.ExpectCount(3, 4);
        var (name, host, port) = (arguments.Text(0, "name"), arguments.Text(1, "host"), arguments.Port(2));
        var seconds = arguments.OptionalInt(3, "seconds") ?? DrainInstance.DefaultSeconds;
        if (arguments.Fault is { } wrong)
            return new(Answers.Of(wrong));
        return RegistryCommands.Drain(name, host, port, seconds).TryGet(out var command, out var refused)
            ? AnswerAsync(registry.DrainAsync(command, context.Aborted))
            : new(Answers.Of(refused));
    }

    private static async ValueTask<XmlRpcOutcome> AnswerAsync(Task<Outcome<bool>> pending) =>
        Answers.Of(await pending.ConfigureAwait(false));

    private static XmlRpcValue Found(bool isFound) => XmlRpcValue.Of(isFound);
}
