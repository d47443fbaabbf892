using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MicroReg.Gateway.CommandLine;
using MicroReg.Testing.Processes;

namespace MicroReg.Gateway.Tests.CommandLine;

/// <summary>The executable, run as an operator runs it.</summary>
public sealed partial class GatewayProcessTests
{
    private const string Gateway = "microreg-gateway.dll";

    [Fact]
    public async Task A_wrong_option_is_named_and_help_succeeds()
    {
        var wrong = await RunAsync("--prot", "1");
        var help = await RunAsync("--help");

        Assert.Equal((ExitCodes.WrongSettings, ExitCodes.Stopped), (wrong.ExitCode, help.ExitCode));
        Assert.Contains("--prot", wrong.Errors, StringComparison.Ordinal);
        Assert.All((string[])["--node", "--port", "--bind", "--zone", "--cache", "--config"], option =>
            Assert.Contains(option, help.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_port_in_use_gives_one_line_that_names_the_option()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (exitCode, output, errors) = await RunAsync("--node", "http://127.0.0.1:1", "--port", $"{port}");

        Assert.Equal((ExitCodes.CannotStart, ""), (exitCode, output));
        Assert.Contains($"127.0.0.1:{port} is in use: choose another port with --port", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_signal_ends_the_process_cleanly_even_while_it_looks_for_the_registry()
    {
        await using var process = ChildProcess.StartOwn(Gateway, ["--node", "http://127.0.0.1:1", "--port", "0"]);
        // Once it logs that no node was reached, it is looking for the registry.
        await process.PrintsAsync(NobodyIsThere, Patience.Limit);

        process.Signal(Signals.Terminate);

        Assert.Equal(ExitCodes.Stopped, await process.EndAsync(TimeSpan.FromSeconds(10)));
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        await using var process = ChildProcess.StartOwn(Gateway, arguments);
        return (await process.EndAsync(), process.Output, process.Errors);
    }

    [GeneratedRegex("No node can be followed")]
    private static partial Regex NobodyIsThere { get; }
}
