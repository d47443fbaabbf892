using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Rules;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>The methods about the life of an instance: its beats, and its end.</summary>
internal static class Living
{
    public static ValueTask<XmlRpcOutcome> Heartbeat(IRegistry registry, XmlRpcArguments arguments)
    {
        arguments.ExpectCount(3, 3);
        var instance = new InstanceKey(arguments.Text(0, "name"), arguments.Text(1, "host"), arguments.Port(2));
        return new(arguments.Fault is { } wrong
            ? XmlRpcOutcome.Failed(wrong)
            : XmlRpcOutcome.Of(XmlRpcValue.Of(registry.Heartbeat(instance))));
    }

    public static async ValueTask<XmlRpcOutcome> DrainAsync(IRegistry registry, XmlRpcArguments arguments, CancellationToken cancellation)
    {
        arguments.ExpectCount(3, 4);
        var (name, host, port) = (arguments.Text(0, "name"), arguments.Text(1, "host"), arguments.Port(2));
        var seconds = arguments.OptionalInt(3, "seconds") ?? DrainInstance.DefaultSeconds;
        if (arguments.Fault is { } wrong)
            return XmlRpcOutcome.Failed(wrong);
        if (!RegistryCommands.Drain(name, host, port, seconds).TryGet(out var command, out var refused))
            return Answers.Of(refused);
        var outcome = await registry.DrainAsync(command, cancellation).ConfigureAwait(false);
        return outcome.TryGet(out var found, out var fault) ? XmlRpcOutcome.Of(XmlRpcValue.Of(found)) : Answers.Of(fault);
    }

    public static async ValueTask<XmlRpcOutcome> ReleaseSelfPreservationAsync(IRegistry registry, XmlRpcArguments arguments, CancellationToken cancellation)
    {
        arguments.ExpectCount(0, 0);
        if (arguments.Fault is { } wrong)
            return XmlRpcOutcome.Failed(wrong);
        var outcome = await registry.ReleaseSelfPreservationAsync(cancellation).ConfigureAwait(false);
        return outcome.TryGet(out var existing, out var fault) ? XmlRpcOutcome.Of(XmlRpcValue.Of(existing)) : Answers.Of(fault);
    }
}
