using MicroReg.Client.Watching;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace MicroReg.Client.Tests.EndToEnd;

/// <summary>
/// The snippets of the README and the guide, so that they are compiled. They are not run, and the addresses do not exist.
/// </summary>
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
