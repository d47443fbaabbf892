using BenchmarkDotNet.Attributes;
using MicroReg.Domain.Records;
using MicroReg.Domain.Views;

namespace MicroReg.MicroBenchmarks;

/// <summary>Lookups, which read the view without a mailbox, and what keeps it in step with the records.</summary>
public class ViewBenchmarks
{
    // Walks the services in an order that is not the order in which they were stored.
    private const int Scatter = 7919;

    private readonly RegistryView _view = new();
    private string[] _services = [];
    private ServiceRecord _before = SampleRecords.Living(0);
    private ServiceRecord _after = SampleRecords.Living(0);
    private int _next;

    [Params(1_000, 100_000)]
    public int Instances { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        for (var number = 0; number < Instances; number++)
            _view.Apply(null, SampleRecords.Living(number));
        _services = [.. Enumerable.Range(0, Instances / SampleRecords.InstancesPerService)
            .Select(i => SampleRecords.Service(i * SampleRecords.InstancesPerService))];
        _before = _view.Find(_services[0])!.Instances.First();
        _after = RecordMerge.Apply(_before, SampleRecords.Report(0));
    }

    [Benchmark]
    public ServiceSnapshot? Find() => _view.Find(_services[(_next = (_next + Scatter) % _services.Length)]);

    [Benchmark]
    public void ApplyStatus()
    {
        _view.Apply(_before, _after);
        (_before, _after) = (_after, _before);
    }
}
