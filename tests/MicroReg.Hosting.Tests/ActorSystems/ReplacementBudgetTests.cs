using MicroReg.Hosting.ActorSystems;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Hosting.Tests.ActorSystems;

public sealed class ReplacementBudgetTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void The_budget_gives_as_many_attempts_as_allowed_within_the_window()
    {
        var budget = new ReplacementBudget(new() { Most = 2, Within = TimeSpan.FromMinutes(10) }, _time);

        Assert.Equal([true, true, false, false], Enumerable.Range(0, 4).Select(_ => budget.TryTake()));
    }

    [Fact]
    public void An_attempt_that_is_longer_ago_than_the_window_does_not_count()
    {
        var budget = new ReplacementBudget(new() { Most = 2, Within = TimeSpan.FromMinutes(10) }, _time);
        budget.TryTake();
        _time.Advance(TimeSpan.FromMinutes(6));
        budget.TryTake();
        _time.Advance(TimeSpan.FromMinutes(4));

        Assert.True(budget.TryTake());
        Assert.False(budget.TryTake());
    }

    [Fact]
    public void With_none_allowed_it_gives_none() => Assert.False(new ReplacementBudget(new() { Most = 0 }, _time).TryTake());
}
