namespace MicroReg.Chaos.Subscribers;

/// <summary>How a copy differs from what there is, each as a line that names the instance.</summary>
/// <param name="Gaps">Not in the copy, or not in its state.</param>
/// <param name="Ghosts">In the copy, and not there.</param>
internal sealed record CopyDifference(IReadOnlyList<string> Gaps, IReadOnlyList<string> Ghosts)
{
    public bool IsNone => Gaps.Count == 0 && Ghosts.Count == 0;

    /// <summary>Compares a copy with all instances that there are, of which the filter selects some.</summary>
    public static CopyDifference Between(
        IReadOnlyDictionary<string, ShownInstance> copy, IReadOnlyDictionary<string, ShownInstance> all, SubscriberFilter filter)
    {
        List<string> gaps = [], ghosts = [];
        foreach (var (key, there) in all.Where(instance => filter.Selects(instance.Value)))
        {
            if (!copy.TryGetValue(key, out var existing))
                gaps.Add($"{key} is missing: {there}");
            else if (existing != there)
                gaps.Add($"{key} is {there}, not {existing}");
        }

        foreach (var (key, existing) in copy)
        {
            if (!all.TryGetValue(key, out var there))
                ghosts.Add($"{key} is gone: {existing}");
            else if (!filter.Selects(there))
                ghosts.Add($"{key} is not selected by {filter}: {there}");
        }

        return new CopyDifference(gaps, ghosts);
    }
}
