using System.Globalization;

namespace MicroReg.Domain.Records;

/// <summary>Where an instance listens, exactly as it was given.</summary>
/// <param name="Host">A DNS name, an IPv4 or IPv6 address (bracketed or not), with or without http:// or https://.</param>
/// <param name="Port">1 to 65,535.</param>
public readonly record struct Endpoint(string Host, int Port) : IComparable<Endpoint>
{
    /// <summary>Orders by host (ordinal), then port, so that every node lists instances in one order.</summary>
    public int CompareTo(Endpoint other)
    {
        var byHost = string.CompareOrdinal(Host, other.Host);
        return byHost != 0 ? byHost : Port.CompareTo(other.Port);
    }

    /// <summary>Host and port for messages and logs.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
