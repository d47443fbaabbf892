using System.Collections.Immutable;
using Google.Protobuf;
using MicroReg.Actors.Replication.Wire;
using MicroReg.Domain.Health;
using Proto = MicroReg.Actors.Health.Wire.V1;

namespace MicroReg.Actors.Health.Wire;

/// <summary>Messages of the watch over instances, to the wire and back.</summary>
internal static class HealthMapping
{
    public static IMessage ToWire(this BeatsForwarded message) =>
        new Proto.BeatsForwarded { From = message.From, Beats = { message.Beats.Select(ToWire) } };

    public static IMessage ToWire(this BeatsAsked message) =>
        new Proto.BeatsAsked
        {
            From = message.From,
            Question = (ulong)message.Question,
            Keys = { message.Keys.Select(PartMapping.ToWire) },
            Beyond = { message.Beyond },
            Via = message.Via ?? "",
        };

    public static IMessage ToWire(this BeatsTaken message) =>
        new Proto.BeatsTaken
        {
            From = message.From,
            Question = (ulong)message.Question,
            Beats = { message.Beats.Select(ToWire) },
            PassedOn = { message.PassedOn },
            To = message.To ?? "",
        };

    public static IMessage ToWire(this ProbeAsked message) =>
        new Proto.ProbeAsked { From = message.From, Question = (ulong)message.Question, Key = message.Key.ToWire() };

    public static IMessage ToWire(this ProbeAnswered message) =>
        new Proto.ProbeAnswered { From = message.From, Question = (ulong)message.Question, Outcome = (uint)message.Outcome };

    public static IMessage ToWire(this HoldsReleased message) => new Proto.HoldsReleased { From = message.From };

    public static BeatsForwarded Read(this Proto.BeatsForwarded wire) => new(From(wire.From), [.. wire.Beats.Select(Read)]);

    public static BeatsAsked Read(this Proto.BeatsAsked wire) =>
        new(From(wire.From), Legal.Sequence(wire.Question), [.. wire.Keys.Select(PartMapping.Read)]) { Beyond = Nodes(wire.Beyond), Via = OneOrNone(wire.Via) };

    public static BeatsTaken Read(this Proto.BeatsTaken wire) =>
        new(From(wire.From), Legal.Sequence(wire.Question), [.. wire.Beats.Select(Read)]) { PassedOn = Nodes(wire.PassedOn), To = OneOrNone(wire.To) };

    public static ProbeAsked Read(this Proto.ProbeAsked wire) => new(From(wire.From), Legal.Sequence(wire.Question), wire.Key.Read());

    public static ProbeAnswered Read(this Proto.ProbeAnswered wire) =>
        new(From(wire.From), Legal.Sequence(wire.Question), Legal.Known<ProbeOutcome>((int)wire.Outcome, "outcome"));

    public static HoldsReleased Read(this Proto.HoldsReleased wire) => new(From(wire.From));

    /// <summary>An age beyond 49 days is as good as none.</summary>
    private static Proto.Beat ToWire(BeatAge beat) => new() { Key = beat.Key.ToWire(), Age = (uint)Math.Min(beat.Age, uint.MaxValue) };

    private static BeatAge Read(Proto.Beat wire) => new(wire.Key.Read(), wire.Age);

    private static string From(string value) => Legal.Name(value, "sender");

    private static ImmutableArray<string> Nodes(IEnumerable<string> values) => [.. values.Select(value => Legal.Name(value, "node"))];

    private static string? OneOrNone(string value) => value.Length == 0 ? null : Legal.Name(value, "node");
}
