using System.Collections.Immutable;
using Google.Protobuf;
using MicroReg.Actors.Replication.Wire;
using MicroReg.Domain.Health;
using Proto = MicroReg.Actors.Health.Wire.V1;

namespace MicroReg.Actors.Health.Wire;

/// <summary>Messages of the watch over instances, to the wire and back.</summary>
internal static class HealthMapping
{
    public static IMessage ToWire(this HeartbeatsForwarded message) =>
        new Proto.HeartbeatsForwarded
        {
            From = message.From,
            Heartbeats = { message.Heartbeats.Select(ToWire) },
            IsLate = message.IsLate
        };

    public static IMessage ToWire(this HeartbeatsRequested message) =>
        new Proto.HeartbeatsRequested
        {
            From = message.From,
            Question = (ulong)message.Question,
            Keys = { message.Keys.Select(PartMapping.ToWire) },
            Beyond = { message.Beyond },
            Via = message.Via ?? "",
        };

    public static IMessage ToWire(this HeartbeatsReported message) =>
        new Proto.HeartbeatsReported
        {
            From = message.From,
            Question = (ulong)message.Question,
            Heartbeats = { message.Heartbeats.Select(ToWire) },
            PassedOn = { message.PassedOn },
            To = message.To ?? "",
        };

    public static IMessage ToWire(this ProbeRequested message) =>
        new Proto.ProbeRequested { From = message.From, Question = (ulong)message.Question, Key = message.Key.ToWire() };

    public static IMessage ToWire(this ProbeReported message) =>
        new Proto.ProbeReported { From = message.From, Question = (ulong)message.Question, Outcome = (uint)message.Outcome };

    public static IMessage ToWire(this SelfPreservationReleased message) => new Proto.SelfPreservationReleased { From = message.From };

    public static HeartbeatsForwarded Read(this Proto.HeartbeatsForwarded wire) =>
        new(From(wire.From), [.. wire.Heartbeats.Select(Read)]) { IsLate = wire.IsLate };

    public static HeartbeatsRequested Read(this Proto.HeartbeatsRequested wire) =>
        new(From(wire.From), Legal.Sequence(wire.Question), [.. wire.Keys.Select(PartMapping.Read)])
        {
            Beyond = Nodes(wire.Beyond),
            Via = OneOrNone(wire.Via)
        };

    public static HeartbeatsReported Read(this Proto.HeartbeatsReported wire) =>
        new(From(wire.From), Legal.Sequence(wire.Question), [.. wire.Heartbeats.Select(Read)])
        {
            PassedOn = Nodes(wire.PassedOn),
            To = OneOrNone(wire.To)
        };

    public static ProbeRequested Read(this Proto.ProbeRequested wire) =>
        new(From(wire.From), Legal.Sequence(wire.Question), wire.Key.Read());

    public static ProbeReported Read(this Proto.ProbeReported wire) =>
        new(From(wire.From), Legal.Sequence(wire.Question), Legal.Known<ProbeOutcome>((int)wire.Outcome, "outcome"));

    public static SelfPreservationReleased Read(this Proto.SelfPreservationReleased wire) => new(From(wire.From));

    /// <summary>An age beyond 49 days is as good as none.</summary>
    private static Proto.Heartbeat ToWire(HeartbeatAge heartbeat) =>
        new() { Key = heartbeat.Key.ToWire(), Age = (uint)Math.Min(heartbeat.Age, uint.MaxValue) };

    private static HeartbeatAge Read(Proto.Heartbeat wire) => new(wire.Key.Read(), wire.Age);

    private static string From(string value) => Legal.Name(value, "sender");

    private static ImmutableArray<string> Nodes(IEnumerable<string> values) => [.. values.Select(value => Legal.Name(value, "node"))];

    private static string? OneOrNone(string value) => value.Length == 0 ? null : Legal.Name(value, "node");
}
