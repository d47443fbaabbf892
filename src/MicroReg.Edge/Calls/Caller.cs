using System.Net;

namespace MicroReg.Edge.Calls;

/// <summary>
/// The caller. There is no authentication yet: every caller is anonymous, and all that is known is where the call comes from.
/// </summary>
/// <param name="Address">The address of the other end of the connection; null if it has none, as a Unix socket.</param>
/// <param name="Port">Its port.</param>
internal readonly record struct Caller(IPAddress? Address, int Port)
{
    /// <summary>A caller whose address is not known either.</summary>
    public static Caller Unknown => default;

    /// <summary>Address and port, for logs.</summary>
    public override string ToString() => Address is null ? "an unknown address" : new IPEndPoint(Address, Port).ToString();
}
