using MicroReg.Domain.Networks;
using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;
using MicroReg.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddMicroReg(new MicroRegSettings
{
    Storage = new() { Directory = args[0] },
    Health = new() { Targets = TargetNetworks.Loopback }, // instances elsewhere are not probed
});

var app = builder.Build();
app.MapGroup("/registry").MapMicroReg(); // XML-RPC, JSON and the dashboard below this path
await app.StartAsync();

// The registry is a service of the application: no socket between them.
var registry = app.Services.GetRequiredService<IRegistry>();
var id = await registry.RegisterAsync("orders", "127.0.0.1", 5001, new() { Tags = ["v2"], Weight = 3 });
Console.WriteLine(id.TryGet(out var number, out var fault) ? $"orders has an id: {number > 0}" : fault.Message);

await registry.UpdateStatusAsync("orders", ServiceStatus.Draining);
Console.WriteLine($"orders is {registry.View.Find("orders")!.Status}, {registry.Resolve("orders").Length} running");
Console.WriteLine($"a wrong port: {(await registry.RegisterAsync("orders", "127.0.0.1", 0)).Fault!.Message}");

await app.StopAsync();
