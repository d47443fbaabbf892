using MicroReg.Testing.Calls;
using MicroReg.Testing.Nodes;

namespace MicroReg.Node.Tests.Durability;

/// <summary>
/// A node is killed (SIGKILL) under a load of registers, status updates and unregisters and started again on the
/// same directory. Whatever was answered must be there; a call that was in flight may have been applied or not.
/// </summary>
public sealed class KilledNodeTests : IDisposable
{
    private const int Writers = 16;
    private const int AnswersBeforeKill = 3_000;

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Every_answered_call_is_there_after_a_kill_under_load_three_times_over()
    {
        var random = new Random(Seeds.One());
        var writers = Enumerable.Range(0, Writers).Select(number => new RecordingWriter(number, random.Next())).ToArray();
        for (var round = 1; round <= 3; round++)
        {
            await KillUnderLoadAsync(writers);
            await CheckAsync(writers);
        }

        Assert.All(writers, writer => Assert.True(writer.Answers > 100, $"a writer got {writer.Answers} answers only"));
    }

    private async Task KillUnderLoadAsync(RecordingWriter[] writers)
    {
        await using var node = await NodeProcess.StartAsync(_directory.Path);
        using var caller = new RegistryCaller(node.BaseAddress);
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answers = 0;
        var load = writers
            .Select(writer => writer.WriteUntilCutOffAsync(caller, () =>
            {
                if (Interlocked.Increment(ref answers) == AnswersBeforeKill)
                    enough.SetResult();
            }))
            .ToArray();

        await enough.Task.Soon();
        await node.KillAsync();
        await Task.WhenAll(load).Soon();
    }

    private async Task CheckAsync(RecordingWriter[] writers)
    {
        await using var node = await NodeProcess.StartAsync(_directory.Path);
        using var caller = new RegistryCaller(node.BaseAddress);
        var registered = 0;
        foreach (var writer in writers)
            registered += await writer.CheckAsync(caller);

        (await caller.CallAsync("get_reg_count")).Value.TryGetInteger(out var count);
        Assert.Equal(registered, count);
        Assert.Equal(0, await node.StopAsync());
    }
}
