using MicroReg.Domain.Records;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Health;

/// <summary>Carries out what the watch over instances decides.</summary>
public interface IHealthHost
{
    /// <summary>Sends a message to a node. It may be lost.</summary>
    void Send(string nodeId, HealthMessage message);

    /// <summary>Has a finding written, in its turn. Whether it was shows in the record.</summary>
    /// <param name="key">The instance.</param>
    /// <param name="command">The finding; it supersedes one of the same instance that has not had its turn.</param>
    void Write(InstanceKey key, RegistryCommand command);

    /// <summary>Makes a probe; the keeper is told of the result.</summary>
    void Probe(ProbeJob job);

    /// <summary>Notes something for operators, as a template with values.</summary>
    void Log(LogSeverity level, string text, params object[] values);
}
