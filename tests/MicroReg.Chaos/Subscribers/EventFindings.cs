using System.Globalization;

namespace MicroReg.Chaos.Subscribers;

/// <summary>
/// What subscribers received during a scenario, and what of it breaks the contract, each as a line that names the subscriber.
/// </summary>
internal sealed record EventFindings
{
    /// <summary>Not in a copy, or not in its state, at a quiet point.</summary>
    public List<string> Gaps { get; init; } = [];

    /// <summary>In a copy, and not there.</summary>
    public List<string> Ghosts { get; init; } = [];

    /// <summary>Events older than what was received before.</summary>
    public IReadOnlyList<string> Backward { get; private init; } = [];

    /// <summary>Snapshots that lacked what was there.</summary>
    public List<string> FalseEmpties { get; init; } = [];

    /// <summary>Snapshots where the changes since the cursor would have done.</summary>
    public IReadOnlyList<string> NeedlessResets { get; private init; } = [];

    /// <summary>Streams that were silent for too long.</summary>
    public IReadOnlyList<string> LateHeartbeats { get; private init; } = [];

    /// <summary>What else was not as it should be.</summary>
    public IReadOnlyList<string> Problems { get; private init; } = [];

    public int Subscribers { get; private init; }

    public long Events { get; private init; }

    public long Duplicates { get; private init; }

    /// <summary>Snapshots after the first one.</summary>
    public int Resets { get; private init; }

    /// <summary>Streams that broke while there was another node to go to.</summary>
    public IReadOnlyList<Resume> Resumes { get; private init; } = [];

    /// <summary>Subscriptions that the nodes forgot before they were over.</summary>
    public int Forgotten { get; private init; }

    public bool IsClean =>
        Gaps.Count + Ghosts.Count + Backward.Count + FalseEmpties.Count + NeedlessResets.Count + LateHeartbeats.Count + Problems.Count == 0;

    /// <summary>Every line of what breaks the contract, with the word for it.</summary>
    public IEnumerable<(string What, IReadOnlyList<string> Lines)> All =>
        [
            ("gap", Gaps),
            ("ghost", Ghosts),
            ("backward", Backward),
            ("false empty", FalseEmpties),
            ("reset", NeedlessResets),
            ("late beat", LateHeartbeats),
            ("subscriber", Problems)
        ];

    /// <summary>With what subscribers have noted by themselves.</summary>
    /// <param name="subscribers">The subscribers.</param>
    /// <param name="mayReset">False if whoever had another node to go to must not have been given a snapshot.</param>
    public EventFindings With(IReadOnlyCollection<Subscriber> subscribers, bool mayReset)
    {
        var copies = subscribers.Select(subscriber => (Subscriber: subscriber, Copy: subscriber.Copy.Findings())).ToArray();
        Resume[] resumes = [.. subscribers.SelectMany(subscriber => subscriber.Resumes).Where(resume => resume.HadChoice)];
        return this with
        {
            Subscribers = subscribers.Count,
            Events = copies.Sum(one => one.Copy.Events),
            Duplicates = copies.Sum(one => one.Copy.Duplicates),
            Resets = copies.Sum(one => one.Copy.Resets.Count),
            Backward = [.. copies.SelectMany(one => one.Copy.Backward.Select(step => $"{one.Subscriber}: {step}"))],
            NeedlessResets = mayReset ? [] : [.. copies.SelectMany(one => one.Copy.Resets.Skip(WithoutChoice(one.Subscriber)))],
            LateHeartbeats = [.. subscribers.SelectMany(subscriber => subscriber.LateHeartbeats)],
            Problems = [.. subscribers.SelectMany(subscriber => subscriber.Problems)],
            Resumes = resumes,
            Forgotten = subscribers.OfType<CallbackSubscriber>().Sum(subscriber => subscriber.Forgotten),
        };
    }

    public override string ToString()
    {
        var longest = Resumes.Count == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $", the longest {Resumes.Max(resume => resume.Took.TotalSeconds):0.0} s");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Subscribers} subscribers, {Events:N0} events, {Gaps.Count} gaps, {Ghosts.Count} ghosts, {Backward.Count} backward, "
            + $"{FalseEmpties.Count} false empties, {Resets} resets, resumes: {Resumes.Count}{longest}"
            + $"{Extra(Duplicates, "duplicates")}{Extra(LateHeartbeats.Count, "late beats")}"
            + $"{Extra(Forgotten, "subscriptions forgotten")}");
    }

    /// <summary>How many snapshots were due to whoever found nobody else than the node that came back.</summary>
    private static int WithoutChoice(Subscriber subscriber) =>
        subscriber.Resumes.Count(resume => resume is { WasReset: true, HadChoice: false });

    private static string Extra(long count, string what) =>
        count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {count:N0} {what}");
}
