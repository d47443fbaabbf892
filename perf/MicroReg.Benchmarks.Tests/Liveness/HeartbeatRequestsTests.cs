using System.Text;
using MicroReg.Benchmarks.Liveness;
using MicroReg.Benchmarks.Load;

namespace MicroReg.Benchmarks.Tests.Liveness;

public sealed class HeartbeatRequestsTests
{
    [Fact]
    public void Every_instance_beats_once_before_the_first_one_beats_again()
    {
        var single = HeartbeatRequests.Single(instances: 200)();

        var heartbeats = Enumerable.Range(0, 200).Select(_ => Next(single)).ToArray();

        Assert.Equal(200, heartbeats.Distinct().Count());
        Assert.Contains("<string>stored-service-000019</string>", heartbeats[^1], StringComparison.Ordinal);
        Assert.Contains("<int>20009</int>", heartbeats[^1], StringComparison.Ordinal);
        Assert.Equal(heartbeats[0], Next(single));
    }

    [Fact]
    public void A_batch_has_the_beats_of_a_hundred_instances()
    {
        var batches = HeartbeatRequests.Batches(instances: 300)();
        var (first, second) = (Next(batches), Next(batches));

        Assert.Equal(HeartbeatRequests.Batch, first.Split("heartbeat").Length - 1);
        Assert.All(Enumerable.Range(0, 10), service => Assert.Equal(10, first.Split($"stored-service-{service:000000}").Length - 1));
        Assert.All(Enumerable.Range(10, 10), service => Assert.Equal(10, second.Split($"stored-service-{service:000000}").Length - 1));
        Assert.All(Enumerable.Range(0, 10), port => Assert.Equal(10, first.Split($"<int>{20_000 + port}</int>").Length - 1));
    }

    [Fact]
    public void A_batch_of_which_one_beat_is_unknown_is_a_wrong_answer()
    {
        const string Head = "HTTP/1.1 200 OK\r\n\r\n";

        Assert.True(HeartbeatRequests.BatchCheck.Accepts(Encoding.UTF8.GetBytes($"{Head}<boolean>1</boolean><boolean>1</boolean>")));
        Assert.False(HeartbeatRequests.BatchCheck.Accepts(Encoding.UTF8.GetBytes($"{Head}<boolean>1</boolean><boolean>0</boolean>")));
    }

    [Fact]
    public void Checked_instances_are_where_somebody_listens()
    {
        var register = ProbeRequests.Register(port: 4711, interval: 10)();

        var calls = Enumerable.Range(0, 2_000).Select(_ => Next(register)).ToArray();

        Assert.Equal(2_000, calls.Distinct().Count());
        Assert.All(Enumerable.Range(0, 200), number => Assert.Equal(
            ProbeRequests.Services,
            calls.Count(call => call.Contains($">{ProbedListeners.AddressOf(number)}<", StringComparison.Ordinal))));
    }

    private static string Next(IRequestSource requests) => Encoding.UTF8.GetString(requests.Next().Span);
}
