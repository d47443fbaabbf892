using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MicroReg.Edge.Tests.Http.Events;

namespace MicroReg.Edge.Tests.Http.Dashboard;

public sealed class DashboardTests
{
    [Fact]
    public async Task The_dashboard_is_one_page_that_fetches_nothing_from_elsewhere()
    {
        await using var server = await EdgeServer.StartAsync();
        using var response = await server.Web.GetAsync(new Uri("/", UriKind.Relative));
        var html = await response.Content.ReadAsStringAsync();
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("://", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dashboard_puts_only_text_into_the_page()
    {
        await using var server = await EdgeServer.StartAsync();
        var html = await server.Web.GetStringAsync(new Uri("/", UriKind.Relative));
        foreach (var dangerous in (string[])["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "onclick="])
            Assert.DoesNotContain(dangerous, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dashboard_may_run_its_own_script_and_style_and_nothing_else()
    {
        await using var server = await EdgeServer.StartAsync();
        using var response = await server.Web.GetAsync(new Uri("/", UriKind.Relative));
        var html = await response.Content.ReadAsStringAsync();
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains($"script-src {HashOf(html, "script")};", policy, StringComparison.Ordinal);
        Assert.Contains($"style-src {HashOf(html, "style")};", policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", html, StringComparison.Ordinal);
        Assert.Equal("DENY", Assert.Single(response.Headers.GetValues("X-Frame-Options")));
    }

    [Fact]
    public async Task The_dashboard_reads_only_members_of_the_cluster_document_and_fills_only_existing_elements()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Replica = Replicas.With(Replicas.Differing("node-2"));
        server.Registry.Health = SampleHealth.Status;
        var html = await server.Web.GetStringAsync(new Uri("/", UriKind.Relative));
        var cluster = (await server.GetAsync("/api/cluster")).Body!.AsObject();
        var (peer, member) = (cluster["peers"]![0]!.AsObject(), cluster["members"]![0]!.AsObject());
        AssertReadsOnly(html, "cluster", cluster);
        AssertReadsOnly(html, "divergence", cluster["divergence"]!.AsObject());
        AssertReadsOnly(html, "health", cluster["health"]!.AsObject());
        AssertReadsOnly(html, "hold", cluster["health"]!["holds"]![0]!.AsObject());
        AssertReadsOnly(html, "peer", peer);
        AssertReadsOnly(html, "member", member);
        AssertReadsOnly(html, "node", cluster["node"]!.AsObject(), peer, member);
        Assert.All(
            Regex.Matches(html, "byId\\(\"([a-z]+)\"\\)"),
            use => Assert.Contains($" id=\"{use.Groups[1].Value}\"", html, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_dashboard_follows_the_changes_and_reads_only_members_of_events()
    {
        await using var server = await EdgeServer.StartAsync();
        var html = await server.Web.GetStringAsync(new Uri("/", UriKind.Relative));
        var address = Regex.Match(html, "new EventSource\\(base \\+ \"/api/events(.*?)\"\\)").Groups[1].Value;
        using var reader = await EventReader.FollowAsync(server, address);
        server.Registry.Add("orders");
        var change = EventReader.Data((await reader.PageAsync())[0]).AsObject();
        AssertReadsOnly(html, "change", change);
        AssertReadsOnly(html, "change.instance", change["instance"]!.AsObject());
    }

    [Theory]
    [InlineData("cluster.ready")]
    [InlineData("cluster.stale")]
    [InlineData("cluster.reason")]
    [InlineData("cluster.write_fault")]
    [InlineData("divergence.buckets_differing")]
    [InlineData("hold.reason")]
    [InlineData("hold.share")]
    [InlineData("health.flapping")]
    [InlineData("peer.standing")]
    [InlineData("peer.reachable")]
    [InlineData("peer.changes_behind")]
    public async Task The_dashboard_shows_what_an_operator_must_not_miss(string member)
    {
        await using var server = await EdgeServer.StartAsync();
        Assert.Contains(member, await server.Web.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dashboard_shares_its_address_with_XML_RPC()
    {
        await using var server = await EdgeServer.StartAsync();
        using var call = new StringContent("<methodCall><methodName>get_reg_count</methodName></methodCall>");
        using var response = await server.Web.PostAsync(new Uri("/", UriKind.Relative), call);
        Assert.Contains("<int>0</int>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_other_address_of_XML_RPC_says_what_it_is_for()
    {
        await using var server = await EdgeServer.StartAsync();
        using var response = await server.Web.GetAsync(new Uri("/RPC2", UriKind.Relative));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("POST", Assert.Single(response.Content.Headers.Allow));
        Assert.Contains("POST", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static void AssertReadsOnly(string html, string variable, params JsonObject[] documents)
    {
        var read = Regex.Matches(html, $"(?<![a-z.\"/]){variable}\\.([a-z_]+)").Select(use => use.Groups[1].Value).ToHashSet();
        Assert.NotEmpty(read);
        Assert.All(read, name => Assert.Contains(documents, document => document.ContainsKey(name)));
    }

    private static string HashOf(string html, string element)
    {
        var start = html.IndexOf($"<{element}>", StringComparison.Ordinal) + element.Length + 2;
        var end = html.IndexOf($"</{element}>", start, StringComparison.Ordinal);
        return $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(html[start..end])))}'";
    }
}
