using Akka.Actor;
using MicroReg.Actors.ServiceDb;

namespace MicroReg.Actors.Tests.ServiceDb;

public sealed class CompactQueueTests
{
    private readonly CompactQueue _queue = new();

    [Fact]
    public void Messages_come_out_in_the_order_in_which_they_went_in()
    {
        Assert.False(_queue.HasMessages);
        Assert.False(_queue.TryDequeue(out _));

        for (var number = 0; number < 5; number++)
            Enqueue(number);

        Assert.True(_queue.HasMessages);
        Assert.Equal(5, _queue.Count);
        Assert.Equal(Enumerable.Range(0, 5).Cast<object>(), Drain());
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public async Task Many_producers_lose_no_message_and_each_keeps_its_order()
    {
        const int producers = 4, each = 50_000;
        var done = Task.WhenAll(Enumerable.Range(0, producers).Select(producer => Task.Run(() =>
        {
            for (var number = 0; number < each; number++)
                Enqueue((producer, number));
        })));
        var next = new int[producers];
        for (var taken = 0; taken < producers * each;)
        {
            if (!_queue.TryDequeue(out var envelope))
            {
                await Task.Yield();
                continue;
            }

            var (producer, number) = ((int, int))envelope.Message;
            Assert.Equal(next[producer]++, number);
            taken++;
        }

        await done;
        Assert.False(_queue.HasMessages);
    }

    [Fact]
    public void Messages_that_are_left_when_an_actor_ends_go_to_the_dead_letters()
    {
        Enqueue("left");
        var deadLetters = new CompactQueue();

        _queue.CleanUp(ActorRefs.Nobody, deadLetters);

        Assert.Equal(1, deadLetters.Count);
        Assert.False(_queue.HasMessages);
    }

    private void Enqueue(object message) => _queue.Enqueue(ActorRefs.Nobody, new Envelope(message, ActorRefs.NoSender));

    private IEnumerable<object> Drain()
    {
        while (_queue.TryDequeue(out var envelope))
            yield return envelope.Message;
    }
}
