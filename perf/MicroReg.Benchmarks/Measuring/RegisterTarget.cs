using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Profiling;
using MicroReg.Benchmarks.Requests;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Measuring;

/// <summary>
/// Registers new names, then takes them back uncounted: otherwise a few rounds would make 1,000 records into 100,000, and
/// growth would be compared with itself.
/// </summary>
internal sealed class RegisterTarget(string name, Driver driver, ServerProcess server) : IRecordedTarget
{
    private readonly NumberSequence _numbers = new(0);

    public string Name => name;

    public Task WarmUpAsync(CancellationToken cancel) => RegisterAsync(driver.Settings.RegisterWarmUpCalls, null, cancel);

    public Task<Sample> MeasureAsync(CancellationToken cancel) => RegisterAsync(driver.Settings.RegisterRoundCalls, null, cancel);

    /// <summary>A round that is recorded; what is taken back is not.</summary>
    public Task<Sample> RecordAsync(IRecording recording, CancellationToken cancel) =>
        RegisterAsync(driver.Settings.RegisterRoundCalls, recording, cancel);

    private async Task<Sample> RegisterAsync(int calls, IRecording? recording, CancellationToken cancel)
    {
        var first = _numbers.Upcoming;
        if (recording is not null)
            await recording.ResumeAsync(cancel);
        var sample = await RunAsync(RegistryRequests.Register(_numbers), RegistryRequests.RegisterCheck, calls, cancel);
        if (recording is not null)
            await recording.PauseAsync(cancel);
        var registered = _numbers.Upcoming - first;
        await RunAsync(RegistryRequests.Unregister(new NumberSequence(first)), RegistryRequests.TrueCheck, registered, cancel);
        return sample;
    }

    private Task<Sample> RunAsync(Func<IRequestSource> requests, AnswerCheck check, long calls, CancellationToken cancel) =>
        driver.RunAsync(ServerGroup.Of(server), requests, check, calls, driver.Settings.PhaseLimit, cancel);
}
