using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Profiling;

namespace MicroReg.Benchmarks.Measuring;

/// <summary>Calls that leave nothing behind that would have to be taken back.</summary>
internal sealed class CallTarget(string name, Driver driver, ServerGroup servers, CallLoad load) : IRecordedTarget
{
    public string Name => name;

    public Task WarmUpAsync(CancellationToken cancel) =>
        driver.RunAsync(servers, load.Requests, load.Check, load.WarmUpCalls, driver.Settings.PhaseLimit, cancel);

    public Task<Sample> MeasureAsync(CancellationToken cancel) =>
        driver.RunAsync(servers, load.Requests, load.Check, load.RoundCalls, load.RoundTime, cancel);

    public async Task<Sample> RecordAsync(IRecording recording, CancellationToken cancel)
    {
        await recording.ResumeAsync(cancel);
        var sample = await MeasureAsync(cancel);
        await recording.PauseAsync(cancel);
        return sample;
    }
}

/// <summary>What a <see cref="CallTarget"/> is asked, how often and for how long.</summary>
internal sealed record CallLoad(
    Func<IRequestSource> Requests, AnswerCheck Check, int WarmUpCalls, long RoundCalls, TimeSpan RoundTime);
