using System.Diagnostics;
using System.Text;
using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Requests;

namespace MicroReg.Benchmarks.ClusterScenarios;

/// <summary>
/// Registers at one node and asks another one, over and over on an open connection, until it knows. The time runs from the
/// moment the call is sent, so the register itself is part of it.
/// </summary>
internal sealed class VisibilityProbe(Driver driver, HttpConnection writer, HttpConnection reader) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(40);
    private readonly DigitTemplate _lookup = RegistryRequests.LookupNew();

    public LatencyHistogram Latencies { get; } = new();

    /// <summary>Of the registers themselves, at the node that took them.</summary>
    public LatencyHistogram Answers { get; } = new();

    public void Dispose()
    {
        writer.Dispose();
        reader.Dispose();
    }

    public async Task RunAsync(NumberSequence numbers, CancellationToken cancel)
    {
        var number = numbers.Upcoming;
        var request = RegistryRequests.Register(numbers)().Next();
        var lookup = _lookup.Fill(number);
        var started = Stopwatch.GetTimestamp();
        var registering = RegisterAsync(request, started);
        var isVisible = false;
        while (!isVisible && Stopwatch.GetElapsedTime(started) < Patience)
        {
            cancel.ThrowIfCancellationRequested();
            isVisible = IsVisible((await reader.CallAsync(lookup)).Span);
        }
        var visible = Stopwatch.GetElapsedTime(started);
        Latencies.Record(visible);
        if (!isVisible)
            driver.Fail($"A registration was not visible on another node after {Patience.TotalSeconds} s.");
        var answered = await registering;
        await Task.Yield();
        if (visible > Slow)
            await Console.Error.WriteLineAsync(
                $"  visible after {visible.TotalMilliseconds:N0} ms, answered after {answered.TotalMilliseconds:N0} ms");
    }

    private async Task<TimeSpan> RegisterAsync(ReadOnlyMemory<byte> request, long started)
    {
        var answer = await writer.CallAsync(request);
        var elapsed = Stopwatch.GetElapsedTime(started);
        Answers.Record(elapsed);
        if (!RegistryRequests.RegisterCheck.Accepts(answer.Span))
            driver.Fail(Encoding.UTF8.GetString(answer.Span));
        return elapsed;
    }

    private bool IsVisible(ReadOnlySpan<byte> answer)
    {
        if (RegistryRequests.LookupCheck.Accepts(answer))
            return true;
        if (!RegistryRequests.FalseCheck.Accepts(answer))
            driver.Fail(Encoding.UTF8.GetString(answer));
        return false;
    }
}
