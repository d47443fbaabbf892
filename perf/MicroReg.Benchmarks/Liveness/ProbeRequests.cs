using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Requests;

namespace MicroReg.Benchmarks.Liveness;

/// <summary>Registrations of checked instances: on each of the listening addresses one of each of ten services.</summary>
internal static class ProbeRequests
{
    public const int Services = 10;

    /// <summary>Registers instances with a tcp check.</summary>
    /// <param name="port">Where they listen.</param>
    /// <param name="interval">Seconds between two probes.</param>
    public static Func<IRequestSource> Register(int port, int interval)
    {
        var numbers = new NumberSequence(0);
        var check = XmlRpcText.Struct(("kind", XmlRpcText.Text("tcp")), ("interval", XmlRpcText.Int($"{interval}")));
        var call = HttpRequest.Post("/RPC2", "text/xml", XmlRpcText.Body(
            "register", XmlRpcText.Text("probed-service-#"), XmlRpcText.Text("127.77.1##.1##"), XmlRpcText.Int($"{port}"),
            XmlRpcText.Int("1"), XmlRpcText.Struct(("check", check))));
        return () => new NumberedRequests(
            new DigitTemplate(call, new NumberField(), new NumberField(Divisor: 100 * Services), new NumberField(Divisor: Services)),
            numbers);
    }
}
