using System.Collections.Concurrent;
using MicroReg.Domain.Kernel;

namespace MicroReg.Domain.Tests.Kernel;

public sealed class NotifierTests
{
    private readonly Notifier<int> _notifier = new();
    private readonly List<string> _heard = [];

    [Fact]
    public void All_listeners_hear_in_the_order_in_which_they_subscribed()
    {
        Subscribe("a");
        Subscribe("b");
        _notifier.Notify(1);
        _notifier.Notify(2);
        Assert.Equal(["a1", "b1", "a2", "b2"], _heard);
    }

    [Fact]
    public void Nobody_needs_to_listen()
    {
        _notifier.Notify(1);
        Assert.Empty(_heard);
    }

    [Fact]
    public void A_subscription_that_ends_leaves_the_others()
    {
        var first = Subscribe("a");
        Subscribe("b");
        first.Dispose();
        first.Dispose();
        _notifier.Notify(1);
        Assert.Equal(["b1"], _heard);
    }

    [Fact]
    public void A_listener_that_subscribes_twice_hears_twice_until_one_subscription_ends()
    {
        void Listen(int value) => _heard.Add($"a{value}");
        var first = _notifier.Subscribe(Listen);
        _notifier.Subscribe(Listen);
        _notifier.Notify(1);
        first.Dispose();
        _notifier.Notify(2);
        Assert.Equal(["a1", "a1", "a2"], _heard);
    }

    [Fact]
    public void A_listener_that_throws_silences_nobody_and_its_exception_goes_to_its_own_handler()
    {
        var failures = new List<string>();
        _notifier.Subscribe(value => throw new InvalidOperationException($"{value}"), failure => failures.Add(failure.Message));
        _notifier.Subscribe(_ => throw new InvalidOperationException("without a handler"));
        Subscribe("b");
        _notifier.Notify(1);
        _notifier.Notify(2);
        Assert.Equal(["b1", "b2"], _heard);
        Assert.Equal(["1", "2"], failures);
    }

    [Fact]
    public void Whoever_subscribes_or_ends_while_listeners_are_told_does_not_disturb_the_round()
    {
        IDisposable? second = null;
        _notifier.Subscribe(value =>
        {
            second!.Dispose();
            Subscribe("new");
        });
        second = Subscribe("b");
        _notifier.Notify(1);
        Assert.Equal(["b1"], _heard);
        _notifier.Notify(2);
        Assert.Equal(["b1", "new2"], _heard);
    }

    [Fact]
    public async Task Subscriptions_that_begin_and_end_on_many_threads_lose_nobody()
    {
        var heard = new ConcurrentQueue<int>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                _notifier.Subscribe(_ => heard.Enqueue(thread));
                _notifier.Subscribe(_ => heard.Enqueue(-1)).Dispose();
            }
        })));
        _notifier.Notify(0);
        Assert.Equal(Enumerable.Range(0, 8).SelectMany(thread => Enumerable.Repeat(thread, 100)), heard.Order());
    }

    private IDisposable Subscribe(string name) => _notifier.Subscribe(value => _heard.Add($"{name}{value}"));
}
