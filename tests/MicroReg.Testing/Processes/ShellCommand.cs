using System.Diagnostics;

namespace MicroReg.Testing.Processes;

/// <summary>A short-lived command of the system, such as <c>ip</c>.</summary>
public static class ShellCommand
{
    /// <summary>Runs a command line without a shell: words are divided by single spaces.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(string line, string? input = null)
    {
        var words = line.Split(' ');
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience.Limit);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"`{line}` ended with {process.ExitCode}: {await errors}");
    }
}
