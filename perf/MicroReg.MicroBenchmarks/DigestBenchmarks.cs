using BenchmarkDotNet.Attributes;
using MicroReg.Domain.Database;
using MicroReg.Domain.Records;

namespace MicroReg.MicroBenchmarks;

/// <summary>What every write costs the digests by which nodes compare their records.</summary>
public class DigestBenchmarks
{
    private readonly BucketDigests _digests = new();
    private readonly InstanceKey _key = SampleRecords.Key(0);
    private ServiceRecord _before = SampleRecords.Living(0);
    private ServiceRecord _after = RecordMerge.Apply(SampleRecords.Living(0), SampleRecords.Report(0));

    [GlobalSetup]
    public void SetUp() => _digests.Apply(_key, null, _before);

    [Benchmark]
    public void ApplyStatus()
    {
        _digests.Apply(_key, _before, _after);
        (_before, _after) = (_after, _before);
    }
}
