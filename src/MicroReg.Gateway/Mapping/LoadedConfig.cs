using Yarp.ReverseProxy.Configuration;

namespace MicroReg.Gateway.Mapping;

/// <summary>
/// Tells when YARP has loaded a configuration. Before that, YARP does not know the instances that are new in the registry's copy.
/// </summary>
internal sealed class LoadedConfig : IConfigChangeListener
{
    private TaskCompletionSource _next = New();

    /// <summary>Completes after the next load. Read it before you check whether something is missing.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void ConfigurationApplied(IReadOnlyList<IProxyConfig> proxyConfigs) => Release();

    public void ConfigurationApplyingFailed(IReadOnlyList<IProxyConfig> proxyConfigs, Exception exception) => Release();

    public void ConfigurationLoadingFailed(IProxyConfigProvider configProvider, Exception exception) => Release();

    public void ConfigurationLoaded(IReadOnlyList<IProxyConfig> proxyConfigs)
    {
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Release() => Interlocked.Exchange(ref _next, New()).TrySetResult();
}
