using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MicroReg.Actors.Cluster;

namespace MicroReg.Node.Settings;

/// <summary>Reads the settings of TLS between nodes.</summary>
internal static class TlsSettings
{
    private const string Certificate = "microreg.cluster.tls.certificate";
    private const string Password = "microreg.cluster.tls.password";
    private const string Authority = "microreg.cluster.tls.authority";

    /// <summary>Null if none is asked for, or if what is asked for can't be had.</summary>
    public static ClusterTls? Read(SettingsReader read)
    {
        var (certificate, authority) = (read.Text(Certificate), read.Text(Authority));
        if (certificate.Length == 0 && authority.Length == 0)
            return null;
        try
        {
            var own = X509CertificateLoader.LoadPkcs12FromFile(certificate, read.Text(Password));
            try
            {
                var authorities = new X509Certificate2Collection();
                authorities.ImportFromPemFile(authority);
                return new ClusterTls(own, authorities);
            }
            catch (Exception unreadable)
                when (unreadable is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
            {
                read.Reject(Authority, $"must name a PEM file with the authority's certificate: {unreadable.Message}");
            }
        }
        catch (Exception unreadable)
            when (unreadable is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            read.Reject(Certificate, $"must name a PKCS #12 file that the password opens: {unreadable.Message}");
        }

        return null;
    }
}
