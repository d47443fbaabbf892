using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace MicroReg.Edge.Tests.Http.Dashboard;

public sealed class DashboardTests
{
    [Fact]
    public async Task Is_one_page_that_fetches_nothing_from_elsewhere()
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
    public async Task Puts_nothing_into_the_page_but_text()
    {
        await using var server = await EdgeServer.StartAsync();
        var html = await server.Web.GetStringAsync(new Uri("/", UriKind.Relative));
        foreach (var dangerous in (string[])["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "onclick="])
            Assert.DoesNotContain(dangerous, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task May_run_its_own_script_and_style_and_nothing_else()
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
    public async Task Shares_its_address_with_XML_RPC()
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

    private static string HashOf(string html, string element)
    {
        var start = html.IndexOf($"<{element}>", StringComparison.Ordinal) + element.Length + 2;
        var end = html.IndexOf($"</{element}>", start, StringComparison.Ordinal);
        return $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(html[start..end])))}'";
    }
}
