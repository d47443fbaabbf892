using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Measuring;

/// <summary>Calls that leave nothing behind that would have to be taken back.</summary>
internal sealed class CallTarget(string name, Driver driver, ServerProcess server, CallLoad load) : ITarget
{
    public string Name => name;

    public Task WarmUpAsync(CancellationToken cancel) =>
        driver.RunAsync(server, load.Requests, load.Check, load.WarmUpCalls, driver.Settings.PhaseLimit, cancel);

    public Task<Sample> MeasureAsync(CancellationToken cancel) =>
        driver.RunAsync(server, load.Requests, load.Check, load.RoundCalls, load.RoundTime, cancel);
}

/// <summary>What a <see cref="CallTarget"/> is asked, how often and for how long.</summary>
internal sealed record CallLoad(
    Func<IRequestSource> Requests, AnswerCheck Check, int WarmUpCalls, long RoundCalls, TimeSpan RoundTime);
