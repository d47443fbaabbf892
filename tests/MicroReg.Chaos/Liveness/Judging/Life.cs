namespace MicroReg.Chaos.Liveness.Judging;

/// <summary>What really became of an instance.</summary>
/// <param name="Key">The instance, as name@host:port.</param>
/// <param name="Terms">How it wants its life to be known.</param>
internal sealed record Life(string Key, LifeTerms Terms)
{
    /// <summary>The times in which it was alive, in order.</summary>
    public required IReadOnlyList<Spell> Spells { get; init; }

    /// <summary>Acknowledged registrations and beats, in order.</summary>
    public required IReadOnlyList<Heartbeat> Heartbeats { get; init; }

    /// <summary>How many beats were answered with "unknown".</summary>
    public required int Refused { get; init; }

    /// <summary>When it took itself out; never for <see cref="double.PositiveInfinity"/>.</summary>
    public required double Left { get; init; }

    /// <summary>Puts together what was noted of many instances with the same terms.</summary>
    public static IReadOnlyList<Life> Of(IEnumerable<LifeEntry> entries, LifeTerms terms) =>
        [.. entries.GroupBy(entry => entry.Key).Select(one => Of(one.Key, [.. one.OrderBy(entry => entry.At)], terms))];

    /// <summary>The beat before a moment that was answered by then; null if none.</summary>
    public Heartbeat? LastHeartbeatBefore(double moment)
    {
        Heartbeat? last = null;
        foreach (var heartbeat in Heartbeats)
            if (heartbeat.Answered <= moment && !(last?.Sent > heartbeat.Sent))
                last = heartbeat;
        return last;
    }

    /// <summary>Whether it was alive all the time between two moments.</summary>
    public bool IsAlive(double from, double to) => Spells.Any(spell => spell.From <= from && spell.To > to);

    /// <summary>Whether it was dead all the time between two moments.</summary>
    public bool IsDead(double from, double to) => Spells.All(spell => spell.To < from || spell.From > to);

    private static Life Of(string key, LifeEntry[] entries, LifeTerms terms)
    {
        var spells = new List<Spell>();
        foreach (var entry in entries)
        {
            if (entry.Deed is LifeDeed.Born)
                spells.Add(new Spell(entry.At, double.PositiveInfinity));
            else if (entry.Deed is LifeDeed.Died && spells.Count > 0)
                spells[^1] = spells[^1] with { To = Math.Min(spells[^1].To, entry.At) };
        }

        return new Life(key, terms)
        {
            Spells = spells,
            Heartbeats =
            [
                .. entries.Where(entry => entry.Deed is LifeDeed.Heartbeat).Select(entry => new Heartbeat(entry.At, entry.Answered))
            ],
            Refused = entries.TakeWhile(entry => entry.Deed is not LifeDeed.Left).Count(entry => entry.Deed is LifeDeed.Refused),
            Left = entries.Where(entry => entry.Deed is LifeDeed.Left).Select(entry => entry.At).Append(double.PositiveInfinity).Min(),
        };
    }
}

/// <summary>A time in which an instance was alive; without an end for <see cref="double.PositiveInfinity"/>.</summary>
internal readonly record struct Spell(double From, double To);

/// <summary>A sign of life: a node got it between these two moments.</summary>
internal readonly record struct Heartbeat(double Sent, double Answered);
