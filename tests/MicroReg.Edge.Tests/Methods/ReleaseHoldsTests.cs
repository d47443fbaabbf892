namespace MicroReg.Edge.Tests.Methods;

public sealed class ReleaseHoldsTests
{
    [Fact]
    public async Task Release_holds_answers_how_many_instances_were_held()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Health = SampleHealth.Status;
        Assert.Equal("25", await server.TextOfCallAsync("release_holds"));
        Assert.Equal(1, server.Registry.Releases);
    }

    [Fact]
    public async Task Release_holds_takes_no_parameters()
    {
        await using var server = await EdgeServer.StartAsync();
        Assert.Equal(-32602, (int)(await server.CallAsync("release_holds", "orders"))!["faultCode"]!);
        Assert.Equal(0, server.Registry.Releases);
    }
}
