using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace MicroReg.Hosting.Tests.OpenApi;

/// <summary>An application that describes itself, with a registry in it.</summary>
public sealed class HostDocumentTests
{
    [Fact]
    public async Task The_document_of_the_application_has_its_own_endpoints_and_none_of_the_registry()
    {
        await using var application = await StartAsync();

        var document = await DocumentAsync(application, "/openapi/v1.json");

        Assert.Equal(["/hello"], PathsOf(document));
        Assert.NotEqual("MicroReg", (string?)document["info"]!["title"]);
    }

    [Fact]
    public async Task The_document_of_the_registry_names_its_paths_below_the_prefix_and_none_of_the_application()
    {
        await using var application = await StartAsync();

        var document = await DocumentAsync(application, "/registry/openapi/v1.json");

        Assert.Equal("MicroReg", (string?)document["info"]!["title"]);
        Assert.Contains("`POST /registry`;", (string?)document["info"]!["description"], StringComparison.Ordinal);
        Assert.All(PathsOf(document), path => Assert.StartsWith("/registry", path, StringComparison.Ordinal));
        Assert.Superset(
            new HashSet<string>(["/registry", "/registry/RPC2", "/registry/api/services", "/registry/health/live"]),
            PathsOf(document).ToHashSet());
        Assert.NotNull(document["paths"]!["/registry"]!["get"]);
        Assert.NotNull(document["paths"]!["/registry"]!["post"]);
    }

    [Fact]
    public async Task The_document_names_the_path_that_the_application_takes_off_before_routing_as_its_server()
    {
        await using var application = EmbeddingApplication.Build(map: app =>
        {
            app.UsePathBase("/outer");
            app.UseRouting();
            app.MapMicroReg();
        });
        await application.StartAsync();

        var document = await DocumentAsync(application, "/outer/openapi/v1.json");

        Assert.Equal("/outer", (string?)Assert.Single(document["servers"]!.AsArray())!["url"]);
        Assert.Contains("/api/services", PathsOf(document));
    }

    [Fact]
    public async Task The_document_of_the_application_goes_first_where_the_registry_is_mapped_to_its_root()
    {
        await using var application = EmbeddingApplication.Build(
            services: services => services.AddOpenApi(),
            map: app =>
            {
                app.MapGet("/hello", () => "hello");
                app.MapMicroReg();
                app.MapOpenApi();
            });
        await application.StartAsync();

        Assert.Equal(["/hello"], PathsOf(await DocumentAsync(application, "/openapi/v1.json")));
        Assert.Contains("/api/services", PathsOf(await DocumentAsync(application, "/openapi/microreg.json")));
    }

    [Fact]
    public async Task Whoever_opens_the_address_of_the_calls_below_the_prefix_is_sent_to_the_dashboard_there()
    {
        await using var application = await StartAsync();

        using var response = await application.Web.GetAsync("/registry/RPC2");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Contains("dashboard is at /registry/.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/registry/api/nothing", "There is nothing at /registry/api/nothing; /registry/openapi/v1.json describes")]
    [InlineData("POST", "/registry/api/cluster/forget/nobody", "/registry/api/cluster names them")]
    public async Task What_is_not_found_below_the_prefix_is_answered_with_paths_below_it(string method, string path, string expected)
    {
        await using var application = await StartAsync();

        using var response = await application.Web.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync());
        Assert.Contains(expected, (string?)problem!["detail"], StringComparison.Ordinal);
    }

    private static async Task<EmbeddingApplication> StartAsync()
    {
        var application = EmbeddingApplication.Build(
            services: services => services.AddOpenApi(),
            map: app =>
            {
                app.MapGet("/hello", () => "hello");
                app.MapOpenApi();
                app.MapGroup("/registry").MapMicroReg();
            });
        await application.StartAsync();
        return application;
    }

    private static async Task<JsonNode> DocumentAsync(EmbeddingApplication application, string path) =>
        JsonNode.Parse(await application.Web.GetStringAsync(new Uri(path, UriKind.Relative)))!;

    private static IEnumerable<string> PathsOf(JsonNode document) => document["paths"]!.AsObject().Select(path => path.Key);
}
