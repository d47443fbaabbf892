using System.Globalization;

namespace MicroReg.Chaos.Liveness.Judging;

/// <summary>
/// Compares what became of instances with what was reported of them. A living one is falsely expired if it is reported failing or
/// gone although, when that was decided, its last acknowledged heartbeat was younger than its lease, or it had answered all the time in
/// which a probe can have been made. Nothing is allowed for slowness here; one that was dead by then is reported early, which is counted
/// separately. A death is missed if it was decided later than due, or if the subscriber of a steady node was not notified within the time
/// that an event takes after that.
/// </summary>
internal static class LivenessChecker
{
    /// <summary>A stamp is cut to the millisecond: the decision may be so much later.</summary>
    private const double Cut = 1;

    /// <summary>Nodes count from their decisions, the stamps are those of the commits.</summary>
    private const double Commit = 100;

    public static LivenessFindings Judge(IReadOnlyCollection<Life> lives, IReadOnlyCollection<Sighting> sightings, Observation observation)
    {
        var sighted = sightings.ToLookup(sighting => sighting.Key);
        var findings = new LivenessFindings
        {
            Instances = lives.Count,
            Heartbeats = lives.Sum(life => (long)life.Heartbeats.Count),
            Refused = lives.Sum(life => life.Refused),
        };
        foreach (var life in lives)
        {
            // What is reported of it after it has left is its own doing.
            var seen = sighted[life.Key]
                .Where(sighting => sighting.Decided + Cut < life.Left)
                .GroupBy(sighting => sighting.Node)
                .ToDictionary(one => one.Key, one => new SeenLife(one));
            foreach (var node in observation.Steady)
                seen.TryAdd(node, new SeenLife([]));
            if (!observation.Suppressed.Contains(life.Key))
                JudgeExpiries(life, seen, observation, findings);
            JudgeRisen(life, seen, observation, findings);
            JudgeDeaths(life, seen, observation, findings);
            JudgeReturns(life, seen, observation, findings);
        }

        return findings;
    }

    private static void JudgeExpiries(Life life, Dictionary<string, SeenLife> seen, Observation observation, LivenessFindings findings)
    {
        var changes = seen.Values.SelectMany(one => one.Changes).Where(change => change.Sight is not Sight.Well);
        foreach (var verdict in changes.GroupBy(change => change.Version))
        {
            var change = verdict.First();
            var nodes = string.Join(", ", verdict.Select(one => one.Node).Order(StringComparer.Ordinal));
            if (SignOfLife(life, change.Decided) is not { } sign)
                continue;
            if (!life.IsDead(change.Decided, change.Decided))
                findings.FalseExpiries.Add($"{life.Key} was reported {change.Sight} by {nodes} although {sign}");
            else if (observation.DelaysHeartbeats)
                findings.EarlyByLostHeartbeats++;
            else
                findings.Early.Add($"{life.Key} was reported {change.Sight} by {nodes} although {sign}, if it was dead");
        }
    }

    /// <summary>What spoke against a verdict when it was made; null if nothing.</summary>
    private static string? SignOfLife(Life life, double decided)
    {
        if (!life.Terms.IsLeased)
            return life.IsAlive(decided - life.Terms.LastProbe, decided) ? "it answered all the time" : null;
        return life.LastHeartbeatBefore(decided) is { } heartbeat && heartbeat.Sent + (1_000 * life.Terms.Ttl) > decided + Cut
            ? $"its last beat was only {Seconds(decided - heartbeat.Sent)} old"
            : null;
    }

    private static void JudgeRisen(Life life, Dictionary<string, SeenLife> seen, Observation observation, LivenessFindings findings)
    {
        var changes = seen.Values.SelectMany(one => one.Changes.Skip(1))
            .Where(change => change.Sight is Sight.Well && life.IsDead(change.Decided - Commit, change.Decided + Cut));
        foreach (var verdict in changes.GroupBy(change => change.Version))
        {
            if (observation.DelaysHeartbeats)
                findings.RecoveredByLateHeartbeats++;
            else
                findings.Risen.Add($"{life.Key} was reported well by "
                    + $"{string.Join(", ", verdict.Select(one => one.Node).Order(StringComparer.Ordinal))} although it was dead");
        }
    }

    private static void JudgeDeaths(Life life, Dictionary<string, SeenLife> seen, Observation observation, LivenessFindings findings)
    {
        for (var number = 0; number < life.Spells.Count; number++)
        {
            var death = life.Spells[number].To;
            var end = Math.Min(life.Left, number + 1 < life.Spells.Count ? life.Spells[number + 1].From : observation.Until);
            if (death >= end || seen.Values.Any(one => one.At(death) is Sight.Failing))
                continue;
            var due = observation.Due(life, death);
            var found = observation.Steady.Select(
                node => new Answer(node, seen[node].Between(death, end, sight => sight is not Sight.Well))).ToArray();
            if (!IsOver(found, due, end, observation))
                continue;
            if (observation.DelaysHeartbeats && life.Terms.IsLeased && found.Any(one => one.Change?.Decided > due))
            {
                // A beat that a broken link brought after the death is a whole lease more.
                findings.RecoveredByLateHeartbeats++;
                due += 1_000 * life.Terms.Ttl;
            }

            findings.Deaths++;
            findings.Limit = Math.Max(findings.Limit, due - death);
            var isInTime = Report(findings.Missed, $"{life.Key} died", found, death, due, observation);
            if (found.All(one => one.Change is not null))
                findings.Times.Add(found.Max(one => one.Change!.Received) - death);
            if (isInTime && life.Terms.DeregisterAfter > 0)
                JudgeRemoval(life, seen, found.Max(one => one.Change!.Decided), end, observation, findings);
        }
    }

    private static void JudgeRemoval(
        Life life, Dictionary<string, SeenLife> seen, double failing, double end, Observation observation, LivenessFindings findings)
    {
        var due = Math.Max(failing, observation.TakenOver) + life.Terms.Removal;
        var gone = observation.Steady.Select(node => new Answer(node, seen[node].Between(failing, end, sight => sight is Sight.Gone)))
            .ToArray();
        if (!IsOver(gone, due, end, observation))
            return;
        findings.Removals++;
        if (Report(findings.WrongRemovals, $"{life.Key} is failing", gone, failing, due, observation)
            && gone.FirstOrDefault(one => one.Change!.Decided + Commit < failing + (1_000 * life.Terms.DeregisterAfter)) is { } early)
            findings.WrongRemovals.Add($"{life.Key} asked for {life.Terms.DeregisterAfter} s: {early.Describe(failing)}");
    }

    private static void JudgeReturns(Life life, Dictionary<string, SeenLife> seen, Observation observation, LivenessFindings findings)
    {
        foreach (var spell in life.Spells.Skip(1).Where(_ => !observation.Suppressed.Contains(life.Key)))
        {
            var (due, end) = (
                Math.Max(spell.From, observation.TakenOver) + life.Terms.Recovery,
                Math.Min(Math.Min(spell.To, life.Left), observation.Until));
            var well = observation.Steady.Where(node => seen[node].At(spell.From) is Sight.Failing or Sight.Gone)
                .Select(node => new Answer(node, seen[node].Between(spell.From, end, sight => sight is Sight.Well))).ToArray();
            if (well.Length == 0 || !IsOver(well, due, end, observation))
                continue;
            findings.Returns++;
            Report(findings.LateReturns, $"{life.Key} lived again", well, spell.From, due, observation);
        }
    }

    /// <summary>Whether there is something to judge: all have reported, or should have.</summary>
    private static bool IsOver(Answer[] answers, double due, double end, Observation observation) =>
        due + observation.DeliveredWithin <= end || answers.All(one => one.Change is not null);

    /// <summary>Adds a line if any node decided too late, or reported it too late.</summary>
    /// <returns>True if none did.</returns>
    private static bool Report(List<string> lines, string what, Answer[] answers, double since, double due, Observation observation)
    {
        var late = answers.Where(
            one => one.Change is null || one.Change.Decided > due || one.Change.Received > due + observation.DeliveredWithin).ToArray();
        if (late.Length > 0)
            lines.Add($"{what}; due after {Seconds(due - since)}: {string.Join(", ", late.Select(one => one.Describe(since)))}");
        return late.Length == 0;
    }

    private static string Seconds(double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.00} s");

    private sealed record Answer(string Node, Sighting? Change)
    {
        public string Describe(double since) => Change is null
            ? $"{Node} did not report it"
            : $"{Node} decided {Change.Sight} after {Seconds(Change.Decided - since)} "
                + $"and reported it after {Seconds(Change.Received - since)}";
    }
}
