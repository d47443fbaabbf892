using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using MicroReg.Node.CommandLine;
using MicroReg.Testing.Calls;
using MicroReg.Testing.Nodes;

namespace MicroReg.Node.Tests;

/// <summary>The executable as an operator meets it.</summary>
public sealed class NodeRunnerTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    /// <summary>Had it taken over ten seconds, the command line would have ended it, with another code.</summary>
    [Fact]
    public async Task A_stop_signal_ends_it_cleanly_within_ten_seconds()
    {
        await using var node = await NodeProcess.StartAsync(_directory.Path);

        Assert.Equal(ExitCodes.Stopped, await node.StopAsync().Soon());
    }

    [Fact]
    public async Task The_ready_line_is_all_that_goes_to_standard_output()
    {
        await using var node = await NodeProcess.StartAsync(_directory.Path, "--node-name", "alpha");
        await node.StopAsync();

        Assert.Matches(@"^MicroReg node alpha ready: http://127\.0\.0\.1:\d+ \(cluster member 127\.0\.0\.1:\d+\)\s*$", node.Output);
    }

    [Fact]
    public async Task A_port_in_use_is_one_clear_line_that_names_the_setting()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var http = await NodeProcess.RunAsync("--http-port", $"{port}", "--remote-port", "0", "--data-dir", _directory["a"]);
        var cluster = await NodeProcess.RunAsync("--http-port", "0", "--remote-port", $"{port}", "--data-dir", _directory["b"]);

        Assert.Equal((ExitCodes.CannotStart, ExitCodes.CannotStart), (http.ExitCode, cluster.ExitCode));
        Assert.Contains(
            $"127.0.0.1:{port} is in use: choose another port with --http-port (microreg.http.port)",
            http.Errors,
            StringComparison.Ordinal);
        Assert.Contains(
            $"127.0.0.1:{port} is in use: choose another port with --remote-port (microreg.cluster.port)",
            cluster.Errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_whose_http_port_is_taken_is_nobodys_peer()
    {
        await using var first = await NodeProcess.StartAsync(_directory["a"]);
        using var caller = new RegistryCaller(first.BaseAddress);
        var before = await PeersAsync(caller);

        for (var start = 0; start < 3; start++)
            Assert.Equal(ExitCodes.CannotStart, (await NodeProcess.RunAsync(
                "--http-port", $"{first.BaseAddress.Port}", "--remote-port", "0", "--seed", first.ClusterAddress,
                "--data-dir", _directory[$"ghost-{start}"])).ExitCode);

        Assert.Equal(before, await PeersAsync(caller));
    }

    [Fact]
    public async Task Two_nodes_do_not_share_a_cluster_port()
    {
        await using var first = await NodeProcess.StartAsync(_directory["a"]);
        var port = first.Output.Split(':')[^1].Trim(')', '\n', '\r', ' ');

        var second = await NodeProcess.RunAsync("--http-port", "0", "--remote-port", port, "--data-dir", _directory["b"]);

        Assert.Equal(ExitCodes.CannotStart, second.ExitCode);
        Assert.Contains($"127.0.0.1:{port} is in use", second.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_settings_are_listed_all_at_once_and_nothing_is_started()
    {
        var (exitCode, output, errors) = await NodeProcess.RunAsync(
            "--http-port", "70000", "--set", "microreg.storage.fsync=never", "--seed", "127.0.0.1", "--data-dir", _directory["none"]);

        Assert.Equal(ExitCodes.WrongSettings, exitCode);
        Assert.Empty(output.Trim());
        Assert.Contains("microreg.http.port = \"70000\"", errors, StringComparison.Ordinal);
        Assert.Contains("microreg.storage.fsync = \"never\"", errors, StringComparison.Ordinal);
        Assert.Contains("microreg.cluster.seeds", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_directory["none"]));
    }

    [Fact]
    public async Task A_wrong_option_is_named_and_help_and_version_end_well()
    {
        var wrong = await NodeProcess.RunAsync("--htp-port", "1");
        var help = await NodeProcess.RunAsync("--help");
        var version = await NodeProcess.RunAsync("--version");

        Assert.Equal((ExitCodes.WrongSettings, 0, 0), (wrong.ExitCode, help.ExitCode, version.ExitCode));
        Assert.Contains("--htp-port", wrong.Errors, StringComparison.Ordinal);
        Assert.All(
            (string[])["--config", "--bind", "--http-port", "--remote-port", "--seed", "--node-name", "--data-dir", "--set"],
            option => Assert.Contains(option, help.Output, StringComparison.Ordinal));
        Assert.StartsWith("0.1.0", version.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_can_be_json_lines()
    {
        await using var node = await NodeProcess.StartAsync(_directory.Path, "--set", "microreg.log.format=json");
        await node.StopAsync();

        Assert.All(
            node.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.Trim().Length > 0),
            line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));
    }

    /// <summary>Whom a node knows, and the members of its cluster.</summary>
    private static async Task<string> PeersAsync(RegistryCaller caller)
    {
        using var status = JsonDocument.Parse(await caller.GetStringAsync("/api/cluster"));
        return string.Join('\n', ((string[])["peers", "members"])
            .SelectMany(list => status.RootElement.GetProperty(list).EnumerateArray())
            .Select(node => node.GetProperty("address").GetString()));
    }
}
