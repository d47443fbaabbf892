using Microsoft.Extensions.Hosting;

namespace MicroReg.Node.Tests;

/// <summary>What a test does after the actor system has started and before the web server does.</summary>
internal sealed class StartStep(Func<Task> act) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => act();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
