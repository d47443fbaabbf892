using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Health;

/// <summary>Carries out what a <see cref="HealthKeeper"/> decides.</summary>
internal interface IHealthHost
{
    /// <summary>Sends a message to a node. It may be lost.</summary>
    void Send(string nodeId, HealthMessage message);

    /// <summary>Queues a verdict or a removal for writing. The record shows whether it was written.</summary>
    /// <param name="key">The instance.</param>
    /// <param name="command">The command; it replaces one of the same instance that is still queued.</param>
    void Write(InstanceKey key, RegistryCommand command);

    /// <summary>Makes a probe, and reports its outcome to the keeper.</summary>
    void Probe(ProbeJob job);

    /// <summary>Is told of every change of what this node believes about an instance.</summary>
    /// <param name="key">The instance.</param>
    /// <param name="taken">The change.</param>
    void StateChanged(InstanceKey key, LivenessTransition taken);

    /// <summary>Writes a log line. The domain knows no logging library; the host hands the line to the one that it has.</summary>
    /// <param name="level">How noteworthy it is.</param>
    /// <param name="text">The text, with named placeholders.</param>
    /// <param name="values">Their values, in order.</param>
    void Log(LogSeverity level, string text, params object[] values);
}
