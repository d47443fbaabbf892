using MicroReg.Gateway.CommandLine;
using MicroReg.Gateway.Forwarding;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace MicroReg.Gateway.Hosting;

/// <summary>The one line on standard output. Scripts wait for it.</summary>
internal static class ReadyLine
{
    private static readonly TimeSpan Reminder = TimeSpan.FromSeconds(10);

    /// <summary>Prints the line once the gateway knows where to route. If that takes long, logs what it is waiting for.</summary>
    public static async Task PrintAsync(WebApplication app, GatewaySettings settings, CancellationToken cancellation)
    {
        var usable = app.Services.GetRequiredService<UsableCopy>().WhenThereAsync(cancellation);
        using var reminder = new PeriodicTimer(Reminder);
        for (var waited = Reminder; await WaitAsync().ConfigureAwait(false) != usable; waited += Reminder)
            Log.NothingKnownYet(app.Logger, (long)waited.TotalSeconds, string.Join(", ", settings.Nodes));
        if (!usable.IsCompletedSuccessfully)
            return;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        await Console.Out.WriteLineAsync($"MicroReg gateway ready: {addresses.First()}").ConfigureAwait(false);

        Task<Task> WaitAsync() => Task.WhenAny(usable, reminder.WaitForNextTickAsync(CancellationToken.None).AsTask());
    }
}
