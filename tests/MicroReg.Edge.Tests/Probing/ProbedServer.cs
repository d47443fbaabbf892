using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace MicroReg.Edge.Tests.Probing;

/// <summary>An instance that is probed: a real Kestrel on a free port of 127.0.0.1 that notes what it is asked.</summary>
internal sealed class ProbedServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ProbedServer(WebApplication app) => _app = app;

    /// <summary>Method, target and Host header of each request, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>The headers of the last request.</summary>
    public IHeaderDictionary LastHeaders { get; private set; } = new HeaderDictionary();

    public int Port => new Uri(_app.Urls.Single()).Port;

    public Func<HttpContext, Task> Answer { get; set; } = context => Task.CompletedTask;

    public static async Task<ProbedServer> StartAsync(bool isTls = false, IPAddress? address = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(address ?? IPAddress.Loopback, 0, listen =>
        {
            if (isTls)
                listen.UseHttps(NobodysCertificate());
        }));
        var app = builder.Build();
        var server = new ProbedServer(app);
        app.Run(server.TakeAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>Answers with a status.</summary>
    public void AnswerWith(int status) => Answer = context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task TakeAsync(HttpContext context)
    {
        LastHeaders = new HeaderDictionary(context.Request.Headers.ToDictionary());
        Asked.Enqueue($"{context.Request.Method} {context.Features.Get<IHttpRequestFeature>()!.RawTarget} {context.Request.Host}");
        return Answer(context);
    }

    /// <summary>Signed by itself, for another name, and no longer valid.</summary>
    private static X509Certificate2 NobodysCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=elsewhere.invalid", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
