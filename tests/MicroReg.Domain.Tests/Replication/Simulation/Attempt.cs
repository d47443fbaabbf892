using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>A part that some node wrote.</summary>
internal sealed record WrittenPart(InstanceKey Key, RecordPart Part);

/// <summary>A write that a node committed, and the answer to its caller.</summary>
internal sealed class Attempt(
    SimulatedNode node, string nodeId, RegistryCommand command, long sequence, TimeSpan committedAt, AcknowledgementLevel level)
{
    public SimulatedNode Node => node;

    public string NodeId => nodeId;

    public RegistryCommand Command => command;

    public long Sequence => sequence;

    public AcknowledgementLevel Level => level;

    public List<WrittenPart> Parts { get; } = [];

    public bool? IsMet { get; private set; }

    public TimeSpan Waited { get; private set; }

    public void Answer(TimeSpan now, bool isMet)
    {
        Assert.Null(IsMet);
        (IsMet, Waited) = (isMet, now - committedAt);
    }
}
