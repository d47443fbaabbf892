using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MicroReg.Benchmarks.Floor;

/// <summary>
/// The least that any service on Kestrel must do for such a call: read the whole body, write a fixed answer of the same
/// size. What a registry call costs beyond this is the registry's own.
/// </summary>
internal static class FloorServer
{
    public static async Task RunAsync(int port, int answerBytes, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        await using var app = builder.Build();
        var answer = new byte[answerBytes];
        Array.Fill(answer, (byte)' ');
        app.Run(context => AnswerAsync(context, answer));
        await app.StartAsync(cancel);
        await Console.Out.WriteLineAsync($"Floor ready: {app.Urls.First()}");
        await app.WaitForShutdownAsync(cancel);
    }

    private static async Task AnswerAsync(HttpContext context, ReadOnlyMemory<byte> answer)
    {
        await ReadBodyAsync(context.Request);
        context.Response.ContentType = "text/xml";
        context.Response.ContentLength = answer.Length;
        await context.Response.BodyWriter.WriteAsync(answer, context.RequestAborted);
    }

    private static async ValueTask ReadBodyAsync(HttpRequest request)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync();
            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return;
        }
    }
}
