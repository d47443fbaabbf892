using System.Diagnostics;
using MicroReg.Benchmarks.Events.Changes;
using MicroReg.Benchmarks.Events.Listening;

namespace MicroReg.Benchmarks.Tests.Events;

public sealed class ListenerTests
{
    [Fact]
    public void Every_record_is_turned_over_in_its_turn()
    {
        var statuses = new RecordStatuses();
        statuses.Grow(2);
        var run = statuses.Plan(5);
        Assert.Equal([(0, 0), (1, 0), (0, 1), (1, 1), (0, 0)], Enumerable.Range(0, 5).Select(i => (run[i].Record, run[i].Status)));
        statuses.Grow(3);
        Assert.Equal(
            [new PlannedChange(1, 0), new PlannedChange(2, 0), new PlannedChange(0, 1)],
            Enumerable.Range(0, 3).Select(i => statuses.Plan(1)[0]));
    }

    [Fact]
    public void An_event_is_that_of_the_latest_change_sent_which_made_the_record_so()
    {
        var run = RunOf(records: 1, changes: 4, sent: 3);
        Assert.Equal(2, run.Find(0, RecordStatuses.Stopped));
        Assert.Equal(1, run.Find(0, RecordStatuses.Running));
        Assert.Equal(-1, run.Find(-1, RecordStatuses.Running));
        Assert.Equal(-1, run.Find(7, RecordStatuses.Running));
    }

    [Fact]
    public void Nothing_is_lost_if_everything_is_heard_once()
    {
        var run = RunOf(records: 10, changes: 5, sent: 5);
        var listener = new Listener(run);
        for (var record = 0; record < 5; record++)
            listener.Hear(record, RecordStatuses.Stopped);
        listener.Hear(4, RecordStatuses.Stopped);
        Assert.Equal(5, listener.SeenCount);
        var sample = listener.Take();
        Assert.Equal((5, 0, 0), (sample.FromSend.Count, sample.Lost, sample.Coalesced));
    }

    [Fact]
    public void A_change_that_is_not_heard_is_lost_unless_a_later_one_of_its_record_is()
    {
        var run = RunOf(records: 2, changes: 6, sent: 6);
        var listener = new Listener(run);
        // Record 0 has the changes 0, 2 and 4; of record 1, which has the others, only the first is heard.
        listener.Hear(run.Find(0, RecordStatuses.Stopped), Stopwatch.GetTimestamp());
        listener.Hear(1, Stopwatch.GetTimestamp());
        var sample = listener.Take();
        Assert.Equal((2, 2, 2), (sample.FromSend.Count, sample.Lost, sample.Coalesced));
    }

    [Fact]
    public void An_event_that_was_never_sent_is_not_missed()
    {
        var sample = new Listener(RunOf(records: 10, changes: 5, sent: 2)).Take();
        Assert.Equal(2, sample.Lost);
    }

    [Fact]
    public void Times_run_from_sending_and_from_the_answer()
    {
        var run = RunOf(records: 10, changes: 1, sent: 1);
        run.MarkAnswered(0);
        var listener = new Listener(run);
        listener.Hear(0, run.SentAt(0) + Ticks(30));
        var sample = listener.Take();
        Assert.InRange(sample.FromSend.Quantile(1).TotalMilliseconds, 29.9, 30.5);
        Assert.Equal(1, sample.FromAnswer.Count);
        Assert.True(sample.FromAnswer.Quantile(1) <= sample.FromSend.Quantile(1));
    }

    private static long Ticks(double milliseconds) => (long)(milliseconds * Stopwatch.Frequency / 1000);

    private static ChangeRun RunOf(int records, int changes, int sent)
    {
        var statuses = new RecordStatuses();
        statuses.Grow(records);
        var run = statuses.Plan(changes);
        for (var change = 0; change < sent; change++)
            run.MarkSent(change);
        return run;
    }
}
