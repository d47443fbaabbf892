using MicroReg.Gateway.Mapping;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace MicroReg.Gateway.Forwarding;

/// <summary>
/// One client for all services, which keeps connections by instance anyway; one for each would be most of what a thousand
/// services cost. A cluster with settings of its own, or one that is no service, gets its own client as ever.
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

    protected override bool CanReuseOldClient(ForwarderHttpClientContext context) => context.OldClient != _shared && base.CanReuseOldClient(context);

    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);
        if (ProxyMetadata.ServiceOf(context.NewMetadata) is not null)
            handler.ConnectTimeout = options.Value.ConnectTimeout;
    }
}
