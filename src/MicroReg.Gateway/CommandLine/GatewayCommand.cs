using System.CommandLine;

namespace MicroReg.Gateway.CommandLine;

/// <summary>The command line of the executable. Options override the settings file.</summary>
internal static class GatewayCommand
{
    /// <summary>The command. Invoking it runs a gateway.</summary>
    /// <param name="run">Runs a gateway with these settings until it is stopped, and returns the exit code.</param>
    public static RootCommand Create(Func<GatewaySettings, CancellationToken, Task<int>> run)
    {
        var file = new Option<FileInfo>("--config")
        {
            Description = "A JSON file of settings: nodes, bind, port, zone, cache, routes",
            HelpName = "FILE",
        };
        var nodes = new Option<string[]>("--node") { Description = "HTTP address of a node of the registry; repeatable", HelpName = "URL" };
        var bind = new Option<string?>("--bind") { Description = "Address to listen on (default 127.0.0.1)", HelpName = "ADDR" };
        var port = new Option<int?>("--port") { Description = "HTTP port; 0 = any free one (default 8080)", HelpName = "N" };
        var zone = new Option<string?>("--zone")
        {
            Description = "Zone of the gateway: instances there are taken first",
            HelpName = "NAME",
        };
        var cache = new Option<string?>("--cache")
        {
            Description = "File that remembers what is registered, for a start without any node",
            HelpName = "FILE",
        };
        var command = new RootCommand("MicroReg gateway: routes /SERVICE/… to the running instances that a registry knows.");
        foreach (var option in new Option[] { nodes, port, bind, zone, cache, file })
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) =>
        {
            var settings = GatewaySettings.Read(parsed.GetValue(file), out var unreadable);
            settings = settings with
            {
                Nodes = parsed.GetValue(nodes) is { Length: > 0 } given ? given : settings.Nodes,
                Bind = parsed.GetValue(bind) ?? settings.Bind,
                Port = parsed.GetValue(port) ?? settings.Port,
                Zone = parsed.GetValue(zone) ?? settings.Zone,
                Cache = parsed.GetValue(cache) ?? settings.Cache,
            };
            string[] errors = unreadable is null ? [.. SettingsRules.ErrorsOf(settings)] : [unreadable];
            return errors.Length == 0 ? run(settings, cancellation) : CommandLineErrors.PrintAsync(errors);
        });
        return command;
    }
}
