using BenchmarkDotNet.Attributes;
using MicroReg.Actors.Replication.Wire;
using MicroReg.Domain.Database;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Versions;

namespace MicroReg.MicroBenchmarks;

/// <summary>A push of a hundred registrations, as it is written for another node and read there.</summary>
public class WireBenchmarks
{
    private const int Changes = 100;

    private readonly ReplicationSerializer _serializer = new(null!);
    private readonly PartChange[] _changes =
        [.. Enumerable.Range(0, Changes).Select(number => new PartChange(SampleRecords.Key(number), SampleRecords.Registration(number)))];

    private byte[] _bytes = [];
    private string _manifest = "";

    [GlobalSetup]
    public void SetUp()
    {
        _bytes = Write();
        _manifest = _serializer.Manifest(NewPush());
    }

    [Benchmark(OperationsPerInvoke = Changes)]
    public byte[] Write() => _serializer.ToBinary(NewPush());

    [Benchmark(OperationsPerInvoke = Changes)]
    public object Read() => _serializer.FromBinary(_bytes, _manifest);

    // A new message each time: its bytes are kept with it.
    private Push NewPush() => new(new OriginId(0xa1), 0, Changes, [.. _changes]);
}
