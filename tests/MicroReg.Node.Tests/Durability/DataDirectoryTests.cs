using MicroReg.Node.CommandLine;
using MicroReg.Testing.Calls;
using MicroReg.Testing.Nodes;
using MicroReg.XmlRpc;
using Microsoft.Data.Sqlite;

namespace MicroReg.Node.Tests.Durability;

/// <summary>What an operator sees when the data directory is not as it should be.</summary>
public sealed class DataDirectoryTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_second_node_on_the_directory_is_refused_with_one_line_and_harms_nothing()
    {
        await using var first = await NodeProcess.StartAsync(_directory.Path);
        using var caller = new RegistryCaller(first.BaseAddress);

        var (exitCode, output, errors) = await RunAsync();

        AssertOneLine(errors, "another");
        Assert.Equal(ExitCodes.CannotStart, exitCode);
        Assert.Empty(output.Trim());
        Assert.Null((await RegisterAsync(caller, 1)).Fault);
    }

    [Fact]
    public async Task The_directory_is_free_again_after_a_kill()
    {
        await using (var first = await NodeProcess.StartAsync(_directory.Path))
            await first.KillAsync();

        await using var second = await NodeProcess.StartAsync(_directory.Path);
        Assert.Equal(0, await second.StopAsync());
    }

    [Fact]
    public async Task A_damaged_file_is_named_and_left_as_it_is()
    {
        await FillAsync();
        var path = Directory.GetFiles(_directory.Path, "*.db").Single();
        var damaged = await File.ReadAllBytesAsync(path);
        damaged.AsSpan(4096, damaged.Length - 4096).Fill(0x5a);
        await File.WriteAllBytesAsync(path, damaged);

        var (exitCode, _, errors) = await RunAsync();

        Assert.Equal(ExitCodes.CannotStart, exitCode);
        AssertOneLine(errors, path);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task A_file_of_a_newer_format_is_refused_with_both_versions()
    {
        await FillAsync();
        var path = Directory.GetFiles(_directory.Path, "*.db").Single();
        await using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 4711";
            await command.ExecuteNonQueryAsync();
        }

        var (exitCode, _, errors) = await RunAsync();

        Assert.Equal(ExitCodes.CannotStart, exitCode);
        AssertOneLine(errors, "4711");
    }

    [Fact]
    public async Task A_node_that_is_stopped_and_started_again_is_the_same_node_with_the_same_records()
    {
        await FillAsync();
        await using var node = await NodeProcess.StartAsync(_directory.Path);
        using var caller = new RegistryCaller(node.BaseAddress);

        (await caller.CallAsync("get_reg_count")).Value.TryGetInteger(out var count);
        Assert.Equal(200, count);
    }

    private Task<(int ExitCode, string Output, string Errors)> RunAsync() =>
        NodeProcess.RunAsync("--http-port", "0", "--remote-port", "0", "--data-dir", _directory.Path);

    private async Task FillAsync()
    {
        await using var node = await NodeProcess.StartAsync(_directory.Path);
        using var caller = new RegistryCaller(node.BaseAddress);
        await Task.WhenAll(Enumerable.Range(1, 200).Select(port => RegisterAsync(caller, port)));
        Assert.Equal(0, await node.StopAsync());
    }

    private static Task<XmlRpcOutcome> RegisterAsync(RegistryCaller caller, int port) =>
        caller.CallAsync("register", XmlRpcValue.Of("orders"), XmlRpcValue.Of("127.0.0.1"), XmlRpcValue.Of(port));

    private static void AssertOneLine(string errors, string part)
    {
        var line = Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Contains(part, line, StringComparison.OrdinalIgnoreCase);
    }
}
