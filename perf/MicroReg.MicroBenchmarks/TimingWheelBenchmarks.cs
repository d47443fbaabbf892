using BenchmarkDotNet.Attributes;
using MicroReg.Domain.Health;

namespace MicroReg.MicroBenchmarks;

/// <summary>Leases: each is put on again before it ends, a tick later its old place is passed.</summary>
public class TimingWheelBenchmarks
{
    private const int Resolution = 100;
    private const int Slots = 1_024;
    private const int Items = 10_000;
    private const int Lease = 30_000;

    private readonly TimingWheel<Item> _wheel = new(Resolution, Slots);
    private readonly Item[] _items = [.. Enumerable.Range(0, Items).Select(_ => new Item())];
    private long _now;

    [GlobalSetup]
    public void SetUp() => Renew();

    [Benchmark(OperationsPerInvoke = Items)]
    public void RenewAll()
    {
        Renew();
        _wheel.Advance(_now += Resolution, _ => throw new InvalidOperationException("A lease that was renewed has ended."));
    }

    private void Renew()
    {
        foreach (var item in _items)
            _wheel.Schedule(item, _now + Lease);
    }

    private sealed class Item : IWheelItem
    {
        public long Tick { get; set; }
    }
}
