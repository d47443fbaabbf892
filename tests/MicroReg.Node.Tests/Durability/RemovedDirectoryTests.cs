using System.Text.Json;
using MicroReg.Testing.Calls;
using MicroReg.Testing.Nodes;
using MicroReg.XmlRpc;

namespace MicroReg.Node.Tests.Durability;

/// <summary>Somebody removes the data directory of a running node.</summary>
public sealed class RemovedDirectoryTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Writes_are_refused_with_507_and_the_reason_is_told()
    {
        var data = _directory["data"];
        await using var node = await NodeProcess.StartAsync(data);
        using var caller = new RegistryCaller(node.BaseAddress);
        Assert.Null((await RegisterAsync(caller, 1)).Fault);
        Directory.Delete(data, recursive: true);

        var refused = (await RegisterAsync(caller, 2)).Fault;
        Assert.Equal(507, refused!.Code);
        Assert.Contains("registry.db was removed or replaced", refused.Message, StringComparison.Ordinal);
        using var ready = JsonDocument.Parse(await caller.GetStringAsync("/health/ready"));
        Assert.False(ready.RootElement.GetProperty("accepts_writes").GetBoolean());
        Assert.Contains("registry.db was removed or replaced", node.Errors, StringComparison.Ordinal);
    }

    private static Task<XmlRpcOutcome> RegisterAsync(RegistryCaller caller, int port) =>
        caller.CallAsync("register", XmlRpcValue.Of("orders"), XmlRpcValue.Of("127.0.0.1"), XmlRpcValue.Of(port));
}
