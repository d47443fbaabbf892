using MicroReg.Benchmarks.Profiling.Areas;
using MicroReg.Benchmarks.Profiling.Sampling;

namespace MicroReg.Benchmarks.Profiling;

/// <summary>Samples of the CPU, counted by where they were taken.</summary>
internal sealed class CpuProfile
{
    private readonly Dictionary<string, double> _areas = [];
    private readonly Dictionary<string, double> _self = [];
    private readonly Dictionary<string, double> _inclusive = [];
    private readonly Dictionary<string, string> _ownNames = [];

    public long Samples { get; private set; }

    /// <summary>By the titles of areas.</summary>
    public IReadOnlyDictionary<string, double> Areas => _areas;

    /// <summary>By the function that ran.</summary>
    public IReadOnlyDictionary<string, double> Self => _self;

    /// <summary>By method of MicroReg or Akka that ran, or had called what ran; without the garbage collector.</summary>
    public IReadOnlyDictionary<string, double> Inclusive => _inclusive;

    public static CpuProfile Of(IEnumerable<StackSample> samples)
    {
        var profile = new CpuProfile();
        foreach (var sample in samples.Where(sample => sample.Frames.Count > 0))
            profile.Add(sample);
        return profile;
    }

    private void Add(StackSample sample)
    {
        Samples++;
        var area = AreaClassifier.Of(sample);
        Count(_areas, AreaText.Title(area));
        Count(_self, FrameText.Of(sample.Frames[0]));
        // A collection is nobody's in particular: it meets whoever allocates when the young generation is full.
        if (area == Area.Collector)
            return;
        foreach (var method in sample.Frames.Select(OwnName).Where(name => name.Length > 0).Distinct())
            Count(_inclusive, method);
    }

    // Few symbols, in many frames.
    private string OwnName(Frame frame)
    {
        if (!_ownNames.TryGetValue(frame.Symbol, out var name))
        {
            var managed = ManagedName.Parse(frame.Symbol);
            name = managed is not null && AreaClassifier.IsOwnOrAkka(managed.Assembly) ? managed.Text : "";
            _ownNames[frame.Symbol] = name;
        }
        return name;
    }

    private static void Count(Dictionary<string, double> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
