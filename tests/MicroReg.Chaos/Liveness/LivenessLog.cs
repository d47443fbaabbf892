using System.Globalization;
using MicroReg.Chaos.Liveness.Judging;

namespace MicroReg.Chaos.Liveness;

/// <summary>Everything that a verdict rests on, as lines in the order of time, for whoever has to find out what went wrong.</summary>
internal static class LivenessLog
{
    public static Task WriteAsync(string path, IEnumerable<Life> lives, IEnumerable<Sighting> sightings)
    {
        var lines = lives.SelectMany(LinesOf).Concat(sightings.Select(LineOf)).OrderBy(line => line.At);
        return File.WriteAllLinesAsync(
            path, lines.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.At:0.0} {line.Text}")));
    }

    private static IEnumerable<(double At, string Text)> LinesOf(Life life) =>
    [
        .. life.Spells.Select(spell => (spell.From, $"{life.Key} lives")),
        .. life.Spells.Where(spell => double.IsFinite(spell.To)).Select(spell => (spell.To, $"{life.Key} is dead")),
        .. life.Heartbeats.Select(heartbeat =>
            (heartbeat.Sent, string.Create(CultureInfo.InvariantCulture, $"{life.Key} beats, answered at {heartbeat.Answered:0.0}"))),
    ];

    private static (double At, string Text) LineOf(Sighting sighting) => (sighting.Received, string.Create(
        CultureInfo.InvariantCulture,
        $"{sighting.Key} reported {sighting.Sight} by {sighting.Node}, decided at {sighting.Decided:0.0}, version {sighting.Version}"));
}
