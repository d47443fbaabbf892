using Microsoft.AspNetCore.Http;

namespace MicroReg.Edge.XmlRpc.Http;

/// <summary>The services of a request, whose scope is only made if a method asks for one.</summary>
internal sealed class RequestServices(HttpContext context) : IServiceProvider
{
    public object? GetService(Type serviceType) => context.RequestServices.GetService(serviceType);
}
