using CsCheck;
using MicroReg.Domain.Health;

namespace MicroReg.Domain.Tests.Health;

public sealed class TimingWheelTests
{
    private const int Resolution = 100;

    [Fact]
    public void Each_item_fires_once_and_at_most_one_tick_late() =>
        Gen.Select(Gen.Long[0, 100_000].Array[1, 50], Gen.Int[1, 5_000].Array[1, 60]).ForAll((times, steps) =>
        {
            var wheel = new TimingWheel<Item>(Resolution, slots: 16);
            var items = times.Select(at => new Item(at)).ToArray();
            foreach (var item in items)
                wheel.Schedule(item, item.At);
            var now = 0L;
            foreach (var step in steps)
            {
                var before = now;
                wheel.Advance(now += step, item => item.CameAt.Add((before, now)));
            }

            foreach (var item in items)
            {
                var isDue = Math.Max(Resolution, (item.At + Resolution - 1) / Resolution * Resolution) <= now / Resolution * Resolution;
                Assert.Equal(isDue ? 1 : 0, item.CameAt.Count);
                Assert.All(item.CameAt, came =>
                    Assert.True(item.At <= came.To && (item.At > came.From - Resolution || item.At < Resolution)));
            }
        });

    [Fact]
    public void An_item_rescheduled_for_earlier_fires_only_then()
    {
        var (wheel, item, came) = (new TimingWheel<Item>(Resolution, 16), new Item(0), new List<long>());
        wheel.Schedule(item, 5000);
        wheel.Schedule(item, 900);
        wheel.Schedule(item, 3000);
        for (var now = 0L; now <= 10_000; now += Resolution)
            wheel.Advance(now, _ => came.Add(now));
        Assert.Equal([900], came);
    }

    [Fact]
    public void A_cancelled_item_does_not_fire()
    {
        var (wheel, item, came) = (new TimingWheel<Item>(Resolution, 16), new Item(0), 0);
        wheel.Schedule(item, 500);
        TimingWheel<Item>.Cancel(item);
        wheel.Advance(10_000, _ => came++);
        Assert.Equal(0, came);
    }

    [Fact]
    public void An_item_may_be_rescheduled_while_it_fires()
    {
        var (wheel, item, came) = (new TimingWheel<Item>(Resolution, 16), new Item(0), 0);
        wheel.Schedule(item, 100);
        for (var now = 0L; now <= 10_000; now += Resolution)
        {
            var at = now;
            wheel.Advance(now, again =>
            {
                came++;
                wheel.Schedule(again, at);
            });
        }

        Assert.Equal(100, came);
    }

    private sealed class Item(long at) : IWheelItem
    {
        public long At => at;

        public List<(long From, long To)> CameAt { get; } = [];

        public long Tick { get; set; }
    }
}
