namespace MicroReg.Edge.Tests.Reference;

/// <summary>The pages of docs/reference are what the program itself says: whoever changes one changes the other.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void The_page_of_the_XML_RPC_methods_is_current() => ReferencePage.AssertCurrent("xmlrpc.md", XmlRpcPage.Write());

    [Fact]
    public async Task The_page_of_HTTP_is_current()
    {
        await using var server = await EdgeServer.StartAsync();
        ReferencePage.AssertCurrent("http.md", HttpPage.Write((await server.GetAsync("/openapi/v1.json")).Body!));
    }

    [Fact]
    public void The_page_of_the_settings_is_current() =>
        ReferencePage.AssertCurrent("settings.md", SettingsPage.Write(ReferencePage.Read("hocon/microreg.hocon")));

    [Fact]
    public void The_page_of_the_metrics_is_current() =>
        ReferencePage.AssertCurrent("metrics.md", MetricsPage.Write(ReferencePage.Read("src/MicroReg.Gateway/GatewayMetrics.cs")));

    [Fact]
    public void The_page_of_the_faults_is_current() => ReferencePage.AssertCurrent("faults.md", FaultsPage.Write());
}
