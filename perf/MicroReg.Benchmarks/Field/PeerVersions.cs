using System.Diagnostics;
using System.Text.RegularExpressions;
using MicroReg.Benchmarks.Field.Figures;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Field;

/// <summary>Versions of what the contenders run on; those of servers that tell theirs are noted when they have started.</summary>
internal static partial class PeerVersions
{
    public static async Task NoteAsync(FieldResults results, BenchSettings settings, CancellationToken cancel)
    {
        results.Version("Akka.NET", typeof(Akka.Actor.ActorSystem).Assembly.GetName().Version?.ToString(3) ?? "");
        results.Version("Python", await FirstLineAsync(ServerLauncher.PythonPath, "--version", cancel));
        if (settings.ZooKeeperPath.Length > 0)
            results.Version("Java", await FirstLineAsync("java", "--version", cancel));
        if (settings.RosMasterPath.Length > 0)
            results.Version("rosmaster", RosMaster(settings.RosMasterPath));
    }

    private static async Task<string> FirstLineAsync(string program, string argument, CancellationToken cancel)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, [argument]) { RedirectStandardOutput = true })!;
            var lines = await process.StandardOutput.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            return lines.Split('\n')[0].Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }

    // As its package says; asking it would mean to start it.
    private static string RosMaster(string directory) => Directory
        .EnumerateFileSystemEntries(Path.Combine(directory, "lib", "python3", "dist-packages"), "rosmaster-*")
        .Select(entry => VersionIn.Match(Path.GetFileName(entry)).Groups[1].Value)
        .FirstOrDefault("");

    [GeneratedRegex(@"^rosmaster-([\d.]+)\.")]
    private static partial Regex VersionIn { get; }
}
