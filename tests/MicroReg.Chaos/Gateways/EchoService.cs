using System.CommandLine;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MicroReg.Chaos.Gateways;

/// <summary>
/// A tiny service, as anybody would write one: it registers itself, answers with its port, and leaves when it is told to stop.
/// </summary>
internal static class EchoService
{
    public static Command Command()
    {
        var name = new Option<string>("--name") { Description = "The service that it is", Required = true };
        var node = new Option<string[]>("--node") { Description = "A node of the registry; repeatable", Required = true };
        var command = new Command("service", "Runs one instance of a service that answers with its port, after ?ms= milliseconds.")
        {
            name,
            node
        };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetRequiredValue(name), parsed.GetRequiredValue(node), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string name, string[] nodes, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddLogging();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddMicroRegRegistration(registration =>
        {
            registration.Service = name;
            registration.Check = "none";
            foreach (var node in nodes)
                registration.Nodes.Add(new Uri(node));
        });
        await using var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync(cancellation);
        Console.WriteLine($"Service {name} ready: {app.Urls.First()}");
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        if (int.TryParse(context.Request.Query["ms"], CultureInfo.InvariantCulture, out var pause))
            await Patience.LastAsync(TimeSpan.FromMilliseconds(Math.Clamp(pause, 0, 1000)), context.RequestAborted);
        await context.Response.WriteAsync(context.Connection.LocalPort.ToString(CultureInfo.InvariantCulture));
    }
}
