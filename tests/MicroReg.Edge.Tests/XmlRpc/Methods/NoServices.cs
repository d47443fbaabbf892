namespace MicroReg.Edge.Tests.XmlRpc.Methods;

internal sealed class NoServices : IServiceProvider
{
    public static readonly NoServices Instance = new();

    public object? GetService(Type serviceType) => null;
}
