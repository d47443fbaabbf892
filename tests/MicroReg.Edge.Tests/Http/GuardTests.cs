using System.Net;

namespace MicroReg.Edge.Tests.Http;

public sealed class GuardTests
{
    [Fact]
    public async Task An_internal_failure_is_a_problem_document_without_detail()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Readiness = null!;
        using var response = await server.Web.GetAsync(new Uri("/api/cluster", UriKind.Relative));
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("its log says why", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
