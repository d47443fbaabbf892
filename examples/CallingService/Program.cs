using MicroReg.Client.Resolving;
using MicroReg.Client.Watching;

var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.UseUrls("http://127.0.0.1:0");

builder.Services.AddMicroRegWatcher(options =>
{
    foreach (var node in args)
        options.Nodes.Add(new Uri(node));
    options.CacheFile = "registry.copy"; // for a start while no node is there
});
builder.Services.AddMicroRegServiceDiscovery();
builder.Services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery());

await using var app = builder.Build();
await app.StartAsync();

// By name, through the service discovery of .NET.
var http = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
Console.WriteLine($"orders says: {await http.GetStringAsync(new Uri("http://orders/"))}");

// By hand, from the local copy: what runs, and one for this request in proportion to the weights.
var watcher = app.Services.GetRequiredService<IRegistryWatcher>();
var running = await watcher.ResolveAsync("orders", tag: "v2");
var one = watcher.Pick("orders", new Random());
Console.WriteLine($"{running.Length} running, one of them at {one!.Host}, in touch: {watcher.IsInTouch}");

// Whenever anything changes.
using var observing = watcher.OnChange(
    copy => Console.WriteLine($"orders: {copy["orders"].Count(instance => instance.IsRunning)} running"));
await app.StopAsync();
