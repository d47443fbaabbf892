using BenchmarkDotNet.Attributes;
using MicroReg.Domain.Records;

namespace MicroReg.MicroBenchmarks;

/// <summary>What a part from another node costs the one that takes it over.</summary>
public class MergeBenchmarks
{
    private readonly ServiceRecord _living = SampleRecords.Living(0);
    private readonly Registration _registration = SampleRecords.Registration(0);
    private readonly Reported _report = SampleRecords.Report(0);
    private readonly ServiceRecord _empty = new() { Key = SampleRecords.Key(0) };

    [Benchmark]
    public ServiceRecord NewRegistration() => RecordMerge.Apply(_empty, _registration);

    [Benchmark]
    public ServiceRecord NewStatus() => RecordMerge.Apply(_living, _report);

    [Benchmark]
    public ServiceRecord KnownPart() => RecordMerge.Apply(_living, _registration);
}
