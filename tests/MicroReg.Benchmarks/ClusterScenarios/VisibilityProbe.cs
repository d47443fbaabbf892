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
    private readonly DigitTemplate _lookup = RegistryRequests.LookupNew();

    public LatencyHistogram Latencies { get; } = new();

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
        var registering = writer.CallAsync(request).AsTask();
        var isVisible = false;
        while (!isVisible && Stopwatch.GetElapsedTime(started) < Patience)
        {
            cancel.ThrowIfCancellationRequested();
            isVisible = IsVisible((await reader.CallAsync(lookup)).Span);
        }
        Latencies.Record(Stopwatch.GetElapsedTime(started));
        if (!isVisible)
            driver.Fail($"A registration was not visible on another node after {Patience.TotalSeconds} s.");
        var answer = await registering;
        if (!RegistryRequests.RegisterCheck.Accepts(answer.Span))
            driver.Fail(Encoding.UTF8.GetString(answer.Span));
        await Task.Yield();
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
