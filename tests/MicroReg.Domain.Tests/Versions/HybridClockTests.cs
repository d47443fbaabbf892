using CsCheck;
using MicroReg.Domain.Versions;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Domain.Tests.Versions;

public sealed class HybridClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly JumpingTime _time = new() { Now = Noon };
    private readonly HybridClock _clock;

    public HybridClockTests() => _clock = new(_time, new OriginId(7));

    [Fact]
    public void A_stamp_has_the_wall_clock_and_the_origin()
    {
        Assert.Equal(new Stamp(HybridTime.FromWallClock(Noon), new OriginId(7)), _clock.Next());
        Assert.Equal(Noon, _clock.Last.ToDateTimeOffset());
        Assert.Equal(new OriginId(7), _clock.Origin);
    }

    [Fact]
    public void The_counter_grows_within_a_millisecond()
    {
        Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Select(_ => _clock.Next().Time.Counter));
        _time.Now = Noon.AddMilliseconds(1);
        Assert.Equal(HybridTime.FromWallClock(_time.Now), _clock.Next().Time);
    }

    [Fact]
    public void A_counter_that_overflows_carries_into_the_milliseconds()
    {
        _clock.Observe(new HybridTime(HybridTime.FromWallClock(Noon).Value | 0xffff));
        var next = _clock.Next().Time;
        Assert.Equal((Noon.AddMilliseconds(1), 0), (next.ToDateTimeOffset(), next.Counter));
    }

    [Fact]
    public void Stamps_do_not_follow_a_wall_clock_that_jumps_back()
    {
        var before = _clock.Next();
        _time.Now = Noon.AddDays(-3);
        Assert.Equal(before.Time.Next(), _clock.Next().Time);
    }

    [Fact]
    public void An_observed_time_from_the_past_changes_nothing()
    {
        var before = _clock.Next().Time;
        _clock.Observe(new HybridTime(1));
        Assert.Equal(before, _clock.Last);
    }

    [Fact]
    public void A_time_far_in_the_future_moves_the_clock_by_a_minute_at_most()
    {
        _clock.Observe(HybridTime.FromWallClock(Noon.AddYears(1)));
        Assert.Equal(Noon.AddMinutes(1), _clock.Next().Time.ToDateTimeOffset());
        _time.Now = Noon.AddMinutes(2);
        Assert.Equal(HybridTime.FromWallClock(_time.Now), _clock.Next().Time);
    }

    [Fact]
    public void A_stamp_after_a_time_in_the_future_does_not_move_the_clock_there()
    {
        var future = HybridTime.FromWallClock(Noon.AddYears(1));
        Assert.Equal(new Stamp(future.Next(), _clock.Origin), _clock.Next(future));
        Assert.Equal(HybridTime.FromWallClock(Noon).Next(), _clock.Next(new HybridTime(5)).Time);
    }

    [Fact]
    public void Every_stamp_is_greater_than_all_before_it_whatever_the_wall_clock_does() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[-5, 5]).Array[1, 60].ForAll(steps =>
        {
            var time = new JumpingTime { Now = Noon };
            var clock = new HybridClock(time, new OriginId(1));
            var greatest = default(HybridTime);
            foreach (var (kind, jump) in steps)
            {
                if (kind == 0)
                {
                    time.Now = time.Now.AddMilliseconds(jump);
                }
                else if (kind == 1)
                {
                    var seen = new HybridTime((Noon.ToUnixTimeMilliseconds() + jump << 16) | 0xfffe);
                    clock.Observe(seen);
                    greatest = seen > greatest ? seen : greatest;
                }
                else
                {
                    var next = clock.Next().Time;
                    Assert.True(next > greatest && next.UnixMilliseconds >= time.Now.ToUnixTimeMilliseconds());
                    greatest = next;
                }
            }
        }, cases: 2000);

    [Fact]
    public void The_clock_follows_a_time_provider()
    {
        var time = new FakeTimeProvider(Noon);
        var clock = new HybridClock(time, new OriginId(1));
        var first = clock.Next().Time;
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(first.UnixMilliseconds + 1000, clock.Next().Time.UnixMilliseconds);
    }

    /// <summary>Unlike the fake of the package, this clock can go back.</summary>
    private sealed class JumpingTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
