using System.Security.Cryptography.X509Certificates;
using Akka.Configuration;
using MicroReg.Hosting;
using MicroReg.Node.Settings;
using MicroReg.Testing.Certificates;

namespace MicroReg.Node.Tests.Settings;

public sealed class TlsSettingsTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly Authority _authority = new("ours");

    public TlsSettingsTests()
    {
        using var certificate = _authority.Issue("node");
        File.WriteAllBytes(_directory["node.p12"], certificate.Export(X509ContentType.Pkcs12, "secret"));
        File.WriteAllText(_directory["authority.pem"], _authority.Pem);
        using var foreign = new Authority("foreign");
        File.WriteAllText(_directory["foreign.pem"], foreign.Pem);
    }

    public void Dispose()
    {
        _authority.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Without_a_certificate_there_is_no_TLS() => Assert.Null(Load("", "", "", out _).Cluster!.Tls);

    [Fact]
    public void A_certificate_its_password_and_its_authority_make_TLS()
    {
        var tls = Load("node.p12", "secret", "authority.pem", out var errors).Cluster!.Tls;

        Assert.Empty(errors);
        using var peer = _authority.Issue("other");
        Assert.True(tls!.IsPeer(peer));
    }

    [Theory]
    [InlineData("node.p12", "wrong", "authority.pem", "microreg.cluster.tls.certificate = ")]
    [InlineData("none.p12", "secret", "authority.pem", "microreg.cluster.tls.certificate = ")]
    [InlineData("authority.pem", "", "authority.pem", "microreg.cluster.tls.certificate = ")]
    [InlineData("node.p12", "secret", "none.pem", "microreg.cluster.tls.authority = ")]
    [InlineData("node.p12", "secret", "node.p12", "microreg.cluster.tls.authority = ")]
    [InlineData("node.p12", "secret", "foreign.pem", "did not issue this node's certificate")]
    [InlineData("node.p12", "secret", "", "microreg.cluster.tls.authority = ")]
    [InlineData("", "", "authority.pem", "microreg.cluster.tls.certificate = ")]
    public void What_can_not_be_had_is_an_error_that_names_the_setting_and_not_the_password(
        string certificate, string password, string authority, string expected)
    {
        Load(certificate, password, authority, out var errors);

        var error = Assert.Single(errors);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    private MicroRegSettings Load(string certificate, string password, string authority, out IReadOnlyList<string> errors)
    {
        var settings = SettingsLoader.Load(
            ConfigurationFactory.ParseString($$"""
                microreg.cluster.tls {
                  certificate = "{{Full(certificate)}}"
                  password = "{{password}}"
                  authority = "{{Full(authority)}}"
                }
                """),
            out var found);
        errors = found;
        return settings.Registry;
    }

    private string Full(string name) => name.Length == 0 ? "" : _directory[name];
}
