using MicroReg.Gateway.Mapping;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace MicroReg.Gateway.Forwarding;

/// <summary>
/// Shares one client among all services. It keeps connections by instance anyway. One client for each service would be most of the memory
/// that a thousand services need. A cluster with its own settings, or one that does not come from the registry, gets its own client as
/// usual.
/// </summary>
internal sealed class InstanceClients(ILogger<ForwarderHttpClientFactory> logger, IOptions<GatewayOptions> options)
    : ForwarderHttpClientFactory(logger), IForwarderHttpClientFactory
{
    private readonly Lock _creating = new();
    private HttpMessageInvoker? _shared;

    HttpMessageInvoker IForwarderHttpClientFactory.CreateClient(ForwarderHttpClientContext context)
    {
        if (ProxyMetadata.ServiceOf(context.NewMetadata) is null || context.NewConfig != HttpClientConfig.Empty)
            return CreateClient(context);
        lock (_creating)
            return _shared ??= CreateClient(context);
    }

    protected override bool CanReuseOldClient(ForwarderHttpClientContext context) =>
        context.OldClient != _shared && base.CanReuseOldClient(context);

    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);
        if (ProxyMetadata.ServiceOf(context.NewMetadata) is not null)
            handler.ConnectTimeout = options.Value.ConnectTimeout;
    }
}
