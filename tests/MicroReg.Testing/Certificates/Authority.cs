using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MicroReg.Actors.Cluster;

namespace MicroReg.Testing.Certificates;

/// <summary>A certificate authority made for a test.</summary>
public sealed class Authority : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly X509Certificate2 _certificate;
    private int _issued;

    public Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        _certificate = request.CreateSelfSigned(Now.AddDays(-30), Now.AddDays(30));
    }

    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>A certificate with its private key.</summary>
    public X509Certificate2 Issue(string name, int daysFromNow = 1)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var issued = request.Create(
            _certificate, Now.AddDays(-20), Now.AddDays(daysFromNow), [1, .. BitConverter.GetBytes(Interlocked.Increment(ref _issued))]);
        using var whole = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>TLS for a node of this authority's that trusts this and other authorities.</summary>
    internal ClusterTls Node(params ReadOnlySpan<Authority> trusted)
    {
        var authorities = new X509Certificate2Collection(_certificate);
        foreach (var authority in trusted)
            authorities.Add(authority._certificate);
        return new ClusterTls(Issue("node"), authorities);
    }

    public void Dispose() => _certificate.Dispose();
}
