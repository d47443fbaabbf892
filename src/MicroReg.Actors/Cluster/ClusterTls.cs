using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Event;
using Akka.Hosting;
using Akka.Remote.Transport.DotNetty;

namespace MicroReg.Actors.Cluster;

/// <summary>
/// Mutual TLS between nodes: each side shows a certificate, and whoever shows none that the cluster's own authority
/// issued is not let in. Names are not compared: nodes are called by whatever address they have, and the authority
/// issues for nobody else.
/// </summary>
/// <param name="certificate">The node's certificate with its private key.</param>
/// <param name="authorities">The certificates of the authorities that issue for nodes; those that the machine trusts do not count.</param>
public sealed class ClusterTls(X509Certificate2 certificate, X509Certificate2Collection authorities)
{
    /// <summary>The node's certificate.</summary>
    public X509Certificate2 Certificate => certificate;

    /// <summary>True if an authority of the cluster issued the certificate and it is valid now.</summary>
    public bool IsPeer(X509Certificate2? shown, X509Chain? sent = null)
    {
        if (shown is null)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        // An authority of one cluster publishes no revocations: to take a certificate back means to issue all anew.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (sent is not null)
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        return chain.Build(shown);
    }

    internal DotNettySslSetup Setup => new(
        certificate,
        suppressValidation: false,
        requireMutualAuthentication: true,
        (shown, sent, peer, errors, log) =>
        {
            var isPeer = !errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) && IsPeer(shown, sent);
            if (!isPeer)
                log.Warning(
                    "{0} shows a certificate that no authority of this cluster issued, or that is not valid now: {1}",
                    peer,
                    shown?.Subject);
            return isPeer;
        });
}

/// <summary>Wires TLS between nodes into an actor system.</summary>
internal static class ClusterTlsHosting
{
    /// <summary>Lets nodes talk by TLS only. Their addresses then begin with akka.ssl.tcp.</summary>
    public static AkkaConfigurationBuilder AddClusterTls(this AkkaConfigurationBuilder akka, ClusterTls tls) =>
        akka.AddSetup(tls.Setup)
            .AddHocon($"akka.remote.dot-netty.tcp.enable-ssl = on\n{FailedHandshakes.Settings}", HoconAddMode.Prepend)
            .AddStartup((system, _) => FailedHandshakes.Survive((ExtendedActorSystem)system));
}
