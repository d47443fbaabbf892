var builder = WebApplication.CreateBuilder();
builder.WebHost.UseUrls("http://127.0.0.1:0"); // any free port: the registry is told which one it is

builder.Services.AddMicroRegRegistration(options =>
{
    foreach (var node in args)
        options.Nodes.Add(new Uri(node));
    options.Service = "orders";
    options.Tags.Add("v2");
});

var app = builder.Build();
app.MapGet("/", () => "three orders");
await app.RunAsync(); // Ctrl-C: draining, half a second later unregistered, then the server stops
