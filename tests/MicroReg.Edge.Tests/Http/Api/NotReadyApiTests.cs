using System.Net;
using System.Text.RegularExpressions;
using MicroReg.Domain.Kernel;
using Microsoft.AspNetCore.Routing;

namespace MicroReg.Edge.Tests.Http.Api;

/// <summary>A node that is not ready tells nobody that something is not registered, by JSON either.</summary>
public sealed partial class NotReadyApiTests
{
    private static readonly Readiness NotReady = new(false, false, "The node takes over what the others have.");

    /// <summary>Paths that say nothing about what is registered.</summary>
    private static readonly string[] Independent = ["/api/cluster", "/api/cluster/release-holds", "/api/{**path}"];

    [Fact]
    public async Task Every_path_that_tells_what_is_registered_says_503_instead_of_unknown()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Readiness = NotReady;
        var paths = server.Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => (Path: "/" + endpoint.RoutePattern.RawText!.Trim('/'),
                Methods: endpoint.Metadata.GetMetadata<HttpMethodMetadata>()))
            .Where(one => one.Path.StartsWith("/api/", StringComparison.Ordinal) && !Independent.Contains(one.Path)).ToList();
        Assert.NotEmpty(paths);
        foreach (var (path, methods) in paths)
        {
            using var request = new HttpRequestMessage(
                new HttpMethod(methods!.HttpMethods[0]), new Uri(Parameter.Replace(path, "nobody"), UriKind.Relative));
            using var response = await server.Web.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.True(response.StatusCode == HttpStatusCode.ServiceUnavailable, $"{request.Method} {path}: {response.StatusCode}");
            Assert.Equal("true", Assert.Single(response.Headers.GetValues("MicroReg-Stale")));
        }
    }

    [Theory]
    [InlineData("/api/services/orders")]
    [InlineData("/api/services/orders/resolve")]
    public async Task What_is_there_already_is_answered_and_marked_as_stale(string path)
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders");
        server.Registry.Readiness = NotReady;
        using var response = await server.Web.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("true", Assert.Single(response.Headers.GetValues("MicroReg-Stale")));
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter { get; }
}
