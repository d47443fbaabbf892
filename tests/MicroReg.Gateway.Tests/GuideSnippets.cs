using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace MicroReg.Gateway.Tests;

/// <summary>What the guide to the gateway shows, so that it compiles. It is not run.</summary>
internal static class GuideSnippets
{
    public static void UseAsLibrary(WebApplicationBuilder builder)
    {
        builder.Services.AddMicroRegWatcher(watcher => watcher.Nodes.Add(new Uri("http://127.0.0.1:8000")));
        builder.Services.AddReverseProxy().AddMicroRegProxyConfig(gateway => gateway.Zone = "a");
        var app = builder.Build();
        app.MapMicroRegProxy();
    }
}
