using MicroReg.Hosting.ActorSystems;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Hosting.Tests.ActorSystems;

public sealed class RestartPaceTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RestartPace _pace;

    public RestartPaceTests() => _pace = new RestartPace(_time);

    [Fact]
    public void The_first_attempt_is_at_once_and_the_wait_doubles_up_to_ten_seconds() =>
        Assert.Equal([0, 0.25, 0.5, 1, 2, 4, 8, 10, 10], Waits(9));

    [Fact]
    public void After_a_minute_of_peace_it_begins_anew()
    {
        Assert.Equal([0, 0.25, 0.5], Waits(3));
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal([1], Waits(1));
        _time.Advance(TimeSpan.FromSeconds(70));
        Assert.Equal([0], Waits(1));
    }

    private double[] Waits(int count) =>
    [
        .. Enumerable.Range(0, count).Select(_ =>
        {
            var wait = _pace.Next();
            _time.Advance(wait);
            return wait.TotalSeconds;
        }),
    ];
}
