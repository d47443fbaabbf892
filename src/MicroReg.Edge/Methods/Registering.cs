using System.Runtime.CompilerServices;
using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Rules;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>The methods that change the registry.</summary>
internal static class Registering
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<XmlRpcOutcome> RegisterAsync(IRegistry registry, XmlRpcArguments arguments, CancellationToken cancellation)
    {
        arguments.ExpectCount(3, 5);
        var name = arguments.Text(0, "name");
        var host = arguments.Text(1, "host");
        var port = arguments.Port(2);
        var status = arguments.OptionalStatus(3, "status") ?? ServiceStatus.Running;
        var options = RegistrationOptions.Read(arguments, 4, status);
        if (options.Fault is { } wrong)
            return XmlRpcOutcome.Failed(wrong);
        if (!RegistryCommands.Register(name, host, port, options.Attributes).TryGet(out var command, out var refused))
            return Answers.Of(refused);
        var outcome = await registry.RegisterAsync(options.Write.ApplyTo(command), cancellation).ConfigureAwait(false);
        return outcome.TryGet(out var id, out var fault) ? XmlRpcOutcome.Of(XmlRpcValue.Of(id)) : Answers.Of(fault);
    }

    public static ValueTask<XmlRpcOutcome> UpdateStatusAsync(IRegistry registry, XmlRpcArguments arguments, CancellationToken cancellation)
    {
        arguments.ExpectCount(2, 5);
        var name = arguments.Text(0, "name");
        var status = arguments.Status(1, "status");
        var options = WriteOptions.ReadWithEndpoint(arguments, 2, out var endpoint);
        if (options.Fault is { } wrong)
            return new(XmlRpcOutcome.Failed(wrong));
        return RegistryCommands.UpdateStatus(name, endpoint, status).TryGet(out var command, out var refused)
            ? AnswerAsync(registry.UpdateStatusAsync(options.ApplyTo(command), cancellation))
            : new(Answers.Of(refused));
    }

    public static ValueTask<XmlRpcOutcome> UnregisterAsync(IRegistry registry, XmlRpcArguments arguments, CancellationToken cancellation)
    {
        arguments.ExpectCount(1, 4);
        var name = arguments.Text(0, "name");
        var options = WriteOptions.ReadWithEndpoint(arguments, 1, out var endpoint);
        if (options.Fault is { } wrong)
            return new(XmlRpcOutcome.Failed(wrong));
        return RegistryCommands.Unregister(name, endpoint).TryGet(out var command, out var refused)
            ? AnswerAsync(registry.UnregisterAsync(options.ApplyTo(command), cancellation))
            : new(Answers.Of(refused));
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<XmlRpcOutcome> AnswerAsync(Task<Outcome<bool>> pending)
    {
        var outcome = await pending.ConfigureAwait(false);
        return outcome.TryGet(out var found, out var fault) ? XmlRpcOutcome.Of(XmlRpcValue.Of(found)) : Answers.Of(fault);
    }
}
