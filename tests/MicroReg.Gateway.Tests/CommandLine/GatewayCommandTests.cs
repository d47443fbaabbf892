using MicroReg.Gateway.CommandLine;

namespace MicroReg.Gateway.Tests.CommandLine;

public sealed class GatewayCommandTests : IDisposable
{
    private readonly FileInfo _file = new(Path.GetTempFileName());

    public void Dispose() => _file.Delete();

    [Fact]
    public async Task Omitted_settings_have_their_defaults()
    {
        var settings = await ParseAsync("--node", "http://127.0.0.1:8000");

        Assert.Equal(["http://127.0.0.1:8000"], settings!.Nodes);
        Assert.Equal(("127.0.0.1", 8080, null, null), (settings.Bind, settings.Port, settings.Zone, settings.Cache));
        Assert.Empty(settings.Routes);
    }

    [Fact]
    public async Task The_command_line_overrides_the_file_and_the_file_overrides_the_defaults()
    {
        await File.WriteAllTextAsync(_file.FullName, """
            {
              // Where the registry is.
              "nodes": ["http://10.0.0.1:8000", "http://10.0.0.2:8000"], "zone": "a", "port": 80,
              "routes": [{ "service": "orders", "path": "/api/{**rest}", "hosts": ["shop.example"], "removePrefix": "/api" }],
            }
            """);

        var file = await ParseAsync("--config", _file.FullName);
        var both = await ParseAsync(
            "--config", _file.FullName, "--node", "http://[::1]:1", "--zone", "b", "--port", "0", "--bind", "::1", "--cache", "c");

        Assert.Equal((2, "127.0.0.1", 80, "a", null), (file!.Nodes.Count, file.Bind, file.Port, file.Zone, file.Cache));
        var route = Assert.Single(file.Routes);
        Assert.Equal(("orders", "/api/{**rest}", "shop.example", "/api"),
            (route.Service, route.Path, Assert.Single(route.Hosts!), route.RemovePrefix));
        Assert.Equal((1, "::1", 0, "b", "c"), (both!.Nodes.Count, both.Bind, both.Port, both.Zone, both.Cache));
        Assert.Single(both.Routes);
    }

    [Theory]
    [InlineData("""{ "nodez": [] }""")]
    [InlineData("""{ "routes": [{ "path": "/x" }] }""")]
    [InlineData("""{ "bind": null }""")]
    [InlineData("nodes")]
    public async Task An_invalid_file_is_an_error_and_nothing_starts(string text)
    {
        await File.WriteAllTextAsync(_file.FullName, text);

        Assert.Null(await ParseAsync("--config", _file.FullName, "--node", "http://127.0.0.1:8000"));
    }

    [Fact]
    public void Every_mistake_is_reported_with_its_value()
    {
        var errors = SettingsRules.ErrorsOf(new()
        {
            Nodes = ["127.0.0.1:8000", "ftp://x", "http://ok:1"],
            Bind = "localhost",
            Port = 65536,
            Routes =
            [
                new() { Service = "a" },
                new() { Service = "", Path = "x" },
                new() { Service = "b", Path = "/{x", RemovePrefix = "x" },
                new() { Service = "c", Hosts = [""], Path = "/" },
                new() { Service = "ok", Path = "/{**x}" },
            ],
        }).ToList();

        Assert.Equal(
            [
                "--node 127.0.0.1:8000", "--node ftp://x", "--bind localhost", "--port 65536", "routes[0]", "routes[1].service",
                "routes[1].path = \"x\"", "routes[2].removePrefix = \"x\"", "routes[2].path = \"/{x\"", "routes[3].hosts",
            ],
            errors.Select(error => error[..error.IndexOf(": ", StringComparison.Ordinal)]));
        Assert.Contains("--node", Assert.Single(SettingsRules.ErrorsOf(new())), StringComparison.Ordinal);
    }

    private static async Task<GatewaySettings?> ParseAsync(params string[] arguments)
    {
        GatewaySettings? given = null;
        var command = GatewayCommand.Create((settings, _) =>
        {
            given = settings;
            return Task.FromResult(0);
        });
        var exitCode = await command.Parse(arguments).InvokeAsync();
        Assert.Equal(given is null ? ExitCodes.WrongSettings : ExitCodes.Stopped, exitCode);
        return given;
    }
}
