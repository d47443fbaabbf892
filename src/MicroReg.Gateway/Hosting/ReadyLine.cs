using MicroReg.Gateway.CommandLine;
using MicroReg.Gateway.Forwarding;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace MicroReg.Gateway.Hosting;

/// <summary>The one line on standard output, which scripts wait for.</summary>
internal static class ReadyLine
{
    private static readonly TimeSpan Reminder = TimeSpan.FromSeconds(10);

    /// <summary>Prints it once the gateway knows where to route, and logs what it waits for if that takes long.</summary>
    public static async Task PrintAsync(WebApplication app, GatewaySettings settings, CancellationToken cancellation)
    {
        var usable = app.Services.GetRequiredService<UsableCopy>().WhenThereAsync(cancellation);
        using var reminder = new PeriodicTimer(Reminder);
        for (var waited = Reminder; await Task.WhenAny(usable, reminder.WaitForNextTickAsync(CancellationToken.None).AsTask()).ConfigureAwait(false) != usable; waited += Reminder)
            Log.NothingKnownYet(app.Logger, (long)waited.TotalSeconds, string.Join(", ", settings.Nodes));
        if (!usable.IsCompletedSuccessfully)
            return;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        await Console.Out.WriteLineAsync($"MicroReg gateway ready: {addresses.First()}").ConfigureAwait(false);
    }
}
