using BenchmarkDotNet.Attributes;
using MicroReg.Domain.Health;

namespace MicroReg.MicroBenchmarks;

/// <summary>Leases that are renewed all the time. The wheel hands each over at its old end, and it is scheduled for its new one.</summary>
public class TimingWheelBenchmarks
{
    private const int Resolution = 100;
    private const int Slots = 1_024;
    private const int Items = 10_000;
    private const int Lease = 30_000;

    private readonly TimingWheel<Item> _wheel = new(Resolution, Slots);
    private readonly Item[] _items = [.. Enumerable.Range(0, Items).Select(_ => new Item())];
    private long _now;

    /// <summary>How often the wheel has handed a lease over.</summary>
    public long HandedOver { get; private set; }

    [GlobalSetup]
    public void SetUp() => Renew();

    [Benchmark(OperationsPerInvoke = Items)]
    public void RenewAll()
    {
        Renew();
        _wheel.Advance(_now += Resolution, Reschedule);
    }

    private void Reschedule(Item item)
    {
        HandedOver++;
        _wheel.Schedule(item, _now + Lease);
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
