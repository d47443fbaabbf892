using System.Diagnostics;
using System.Text.RegularExpressions;
using MicroReg.Testing.Processes;

namespace MicroReg.Testing.Tests.Processes;

public sealed partial class ChildProcessTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_line_is_found_whether_it_was_printed_before_or_comes_later()
    {
        await using var process = Shell("echo the first; read line; echo the $line >&2", withInput: true);

        Assert.Equal("first", (await process.PrintsAsync(Line, Patience.Limit)).Groups[1].Value);
        Assert.Equal("first", (await process.PrintsAsync(Line, Patience.Limit)).Groups[1].Value);
        var second = process.PrintsAsync(Second, Patience.Limit);
        await process.WriteLineAsync("second");

        await second;
        Assert.Equal(0, await process.EndAsync());
        Assert.Equal(("the first\n", "the second\n"), (process.Output, process.Errors));
    }

    [Fact]
    public async Task A_program_that_ends_before_it_prints_the_line_is_named_with_what_it_printed()
    {
        await using var process = Shell("echo out of luck; exit 7");

        var failure = await Assert.ThrowsAsync<ProcessFailedException>(() => process.PrintsAsync(Line, Patience.Limit));

        Assert.Contains("ended with 7", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("out of luck", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_does_not_come_in_time_is_a_failure()
    {
        await using var process = Shell("read line", withInput: true);

        await Assert.ThrowsAsync<ProcessFailedException>(() => process.PrintsAsync(Line, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_program_that_does_not_heed_the_signal_to_stop_is_killed()
    {
        await using var process = Shell("trap '' TERM; echo the trap; while :; do sleep 0.05; done");
        await process.PrintsAsync(Line, Patience.Limit);

        Assert.False(await process.StopAsync(TimeSpan.FromMilliseconds(50)));

        Assert.True(process.HasEnded);
    }

    [Fact]
    public async Task A_process_that_a_program_has_started_ends_with_it()
    {
        int inner;
        await using (var process = Shell("sleep 300 & echo the $!; wait"))
            inner = int.Parse(
                (await process.PrintsAsync(Line, Patience.Limit)).Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

        await Patience.UntilAsync(() => !Directory.Exists($"/proc/{inner}") || IsZombie(inner), () => $"process {inner} still runs");
    }

    [Fact]
    public async Task Printed_output_is_appended_to_the_file()
    {
        var file = _directory["log"];
        await File.WriteAllTextAsync(file, "before\n");
        await using (var process = ChildProcess.Start(new ProcessStartInfo("sh", ["-c", "echo after"]), file))
            await process.EndAsync();

        Assert.Equal("before\nafter\n", await File.ReadAllTextAsync(file));
    }

    private static ChildProcess Shell(string script, bool withInput = false) =>
        ChildProcess.Start(new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardInput = withInput });

    // Its parent is gone, and whoever has inherited it may not have looked yet.
    private static bool IsZombie(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }

    [GeneratedRegex(@"^the (\w+)$")]
    private static partial Regex Line { get; }

    [GeneratedRegex("^the second$")]
    private static partial Regex Second { get; }
}
