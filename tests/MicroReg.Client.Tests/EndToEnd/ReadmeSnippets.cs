using MicroReg.Client.Watching;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace MicroReg.Client.Tests.EndToEnd;

/// <summary>What the README and the guide show in a few lines, so that it compiles. The addresses are nobody's: it is not run.</summary>
internal static class ReadmeSnippets
{
    public static async Task FollowByHandAsync(CancellationToken cancellation)
    {
        var options = new RegistryWatcherOptions { Filter = new() { Prefix = "shop-", Zone = "a" } };
        options.Nodes.Add(new Uri("http://registry-1:8000"));
        options.Nodes.Add(new Uri("http://registry-2:8000"));
        await using var watcher = new RegistryWatcher(options);
        watcher.Start();
        await foreach (var copy in watcher.ChangesAsync(cancellation))
            Console.WriteLine($"{copy.Services.Count} services as of {copy.AsOf}");
    }

    public static void Register(WebApplicationBuilder builder)
    {
        builder.Services.AddMicroRegRegistration(options =>
        {
            options.Nodes.Add(new Uri("http://127.0.0.1:8000"));
            options.Service = "orders";
            options.Tags.Add("v2");
        });
    }

    public static void CallOthers(WebApplicationBuilder builder)
    {
        builder.Services.AddMicroRegWatcher(options => options.Nodes.Add(new Uri("http://127.0.0.1:8000")));
        builder.Services.AddMicroRegServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery());
    }

    public static void Observe(WebApplication app)
    {
        var watcher = app.Services.GetRequiredService<IRegistryWatcher>();
        using var observing = watcher.OnChange(copy =>
            Console.WriteLine($"orders: {copy["orders"].Count(instance => instance.IsRunning)} running"));
    }
}
