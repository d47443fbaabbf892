using System.Text.Json;
using MicroReg.Testing.Calls;
using MicroReg.Testing.Nodes;
using MicroReg.XmlRpc;

namespace MicroReg.Node.Tests.Durability;

public sealed class FullDiskTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private int _port;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_full_disk_refuses_writes_with_507_and_nothing_else_until_there_is_room_again()
    {
        await using var node = await NodeProcess.StartOnSmallDiskAsync(_directory.Path, mebibytes: 8);
        using var caller = new RegistryCaller(node.BaseAddress);
        Assert.Null((await RegisterAsync(caller)).Fault);

        var ballast = $"/proc/{node.Id}/root{_directory["ballast"]}";
        FillUp(ballast);
        var hit = await UntilAsync(caller, outcome => outcome.IsFault);
        var refused = await UntilAsync(
            caller, outcome => outcome.IsFault && !outcome.Fault.Message.Contains("may have been applied", StringComparison.Ordinal));
        Assert.Equal((507, 507), (hit.Fault!.Code, refused.Fault!.Code));
        Assert.True((await caller.CallAsync("get_service_details", XmlRpcValue.Of("orders"))).Value.TryGetItems(out _));
        Assert.False(await AcceptsWritesAsync(caller));

        File.Delete(ballast);
        Assert.Null((await UntilAsync(caller, outcome => !outcome.IsFault)).Fault);
        Assert.True(await AcceptsWritesAsync(caller));
        Assert.Equal(0, await node.StopAsync());
    }

    private static void FillUp(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var block = new byte[1 << 16]; block.Length > 0;)
        {
            try
            {
                file.Write(block);
            }
            catch (IOException)
            {
                block = new byte[block.Length / 2];
            }
        }
    }

    private async Task<XmlRpcOutcome> UntilAsync(RegistryCaller caller, Predicate<XmlRpcOutcome> isMet)
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (true)
        {
            var outcome = await RegisterAsync(caller);
            if (isMet(outcome))
                return outcome;
            Assert.False(patience.IsCancellationRequested, $"The last answer was {outcome}.");
        }
    }

    private Task<XmlRpcOutcome> RegisterAsync(RegistryCaller caller) =>
        caller.CallAsync("register", XmlRpcValue.Of("orders"), XmlRpcValue.Of("127.0.0.1"), XmlRpcValue.Of(1 + _port++ % 60_000));

    private static async Task<bool> AcceptsWritesAsync(RegistryCaller caller) =>
        JsonDocument.Parse(await caller.GetStringAsync("/health/ready")).RootElement.GetProperty("accepts_writes").GetBoolean();
}
