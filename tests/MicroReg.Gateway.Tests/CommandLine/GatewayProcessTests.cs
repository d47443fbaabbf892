using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MicroReg.Gateway.CommandLine;

namespace MicroReg.Gateway.Tests.CommandLine;

/// <summary>The executable as an operator meets it.</summary>
public sealed class GatewayProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_wrong_option_is_named_and_help_ends_well()
    {
        var wrong = await RunAsync("--prot", "1");
        var help = await RunAsync("--help");

        Assert.Equal((ExitCodes.WrongSettings, ExitCodes.Stopped), (wrong.ExitCode, help.ExitCode));
        Assert.Contains("--prot", wrong.Errors, StringComparison.Ordinal);
        Assert.All((string[])["--node", "--port", "--bind", "--zone", "--cache", "--config"], option => Assert.Contains(option, help.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_port_in_use_is_one_clear_line_that_names_the_option()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (exitCode, output, errors) = await RunAsync("--node", "http://127.0.0.1:1", "--port", $"{port}");

        Assert.Equal((ExitCodes.CannotStart, ""), (exitCode, output));
        Assert.Contains($"127.0.0.1:{port} is in use: choose another port with --port", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_signal_ends_it_cleanly_even_while_it_looks_for_the_registry()
    {
        using var process = Start("--node", "http://127.0.0.1:1", "--port", "0");
        try
        {
            // It has begun to look once it says that nobody is there.
            while (await process.StandardError.ReadLineAsync().WaitAsync(Patience) is { } line && !line.Contains("No node can be followed", StringComparison.Ordinal))
                continue;
            using var signal = Process.Start("kill", ["-TERM", $"{process.Id}"]);

            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
            Assert.Equal(ExitCodes.Stopped, process.ExitCode);
        }
        finally
        {
            process.Kill();
        }
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync().WaitAsync(Patience);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            process.Kill();
        }
    }

    private static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "microreg-gateway.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
