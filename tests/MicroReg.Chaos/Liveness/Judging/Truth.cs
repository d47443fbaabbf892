namespace MicroReg.Chaos.Liveness.Judging;

/// <summary>What should finally be reported of an instance, and by when.</summary>
/// <param name="Key">The instance.</param>
/// <param name="IsAlive">Whether it lives.</param>
/// <param name="IsRemoved">Whether, moreover, it should be gone.</param>
/// <param name="Due">By when it should be reported.</param>
internal sealed record Truth(string Key, bool IsAlive, bool IsRemoved, double Due)
{
    public static Truth Of(Life life, Observation observation, bool withRemovals)
    {
        var last = life.Spells[^1];
        if (last.To > observation.Until)
            return new Truth(
                life.Key, true, false, life.Spells.Count == 1 ? 0 : Math.Max(last.From, observation.TakenOver) + life.Terms.Recovery);
        var isRemoved = withRemovals && life.Terms.DeregisterAfter > 0;
        return new Truth(life.Key, false, isRemoved, observation.Due(life, last.To) + (isRemoved ? life.Terms.Removal : 0));
    }

    public bool IsExpected(Sight sight) => IsAlive ? sight is Sight.Well : IsRemoved ? sight is Sight.Gone : sight is not Sight.Well;
}
