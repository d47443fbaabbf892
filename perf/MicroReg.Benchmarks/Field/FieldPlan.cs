using System.Diagnostics;

namespace MicroReg.Benchmarks.Field;

/// <summary>How long and how often; everything together takes less than 25 minutes, a quick run less than ten.</summary>
internal sealed class FieldPlan(BenchSettings settings)
{
    /// <summary>Beyond this many only the contenders that keep it up are asked.</summary>
    public const int MostForAll = 100_000;

    private const int LateRounds = 3;
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(14);
    private readonly long _began = Stopwatch.GetTimestamp();

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_began);

    /// <summary>On a machine that is slower than expected what is left has fewer rounds, unless so many were asked for.</summary>
    public int Rounds => settings.Rounds ?? (settings.Quick ? 2 : IsLate ? LateRounds : 5);

    /// <summary>True if the run would take too long with everything that was planned.</summary>
    public bool IsLate => settings.Rounds is null && Elapsed > Late;

    /// <summary>Starts take longer than calls, and differ less.</summary>
    public int StartRuns { get; } = settings.Quick ? 1 : 3;

    public TimeSpan Round { get; } = TimeSpan.FromMilliseconds(settings.Quick ? 400 : 500);

    /// <summary>Before the first round of all: until then the servers' code is not compiled.</summary>
    public TimeSpan WarmUp { get; } = TimeSpan.FromMilliseconds(settings.Quick ? 800 : 2_000);

    /// <summary>What is registered in a round is taken back, which takes time, too.</summary>
    public int MostNewNames { get; } = settings.Quick ? 3_000 : 6_000;

    /// <summary>Where contenders are compared at one count of records.</summary>
    public int CommonRecords => settings.Records.LastOrDefault(records => records <= 10_000, settings.Records[0]);

    /// <summary>At which the memory of all is measured.</summary>
    public IReadOnlyList<int> CountsForAll => [.. settings.Records.Where(records => records <= MostForAll)];

    /// <summary>For starting and joining.</summary>
    public int ManyRecords => settings.Records.LastOrDefault(records => records <= MostForAll, settings.Records[0]);

    public TimeSpan IdleSettling { get; } = TimeSpan.FromSeconds(settings.Quick ? 5 : 15);

    public TimeSpan IdleWindow { get; } = TimeSpan.FromSeconds(settings.Quick ? 5 : 12);

    public int IdleWindows { get; } = settings.Quick ? 1 : 3;
}
