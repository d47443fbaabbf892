using System.Runtime.InteropServices;

namespace MicroReg.Benchmarks.Servers;

/// <summary>SIGTERM, which <see cref="System.Diagnostics.Process"/> cannot send; the servers end gracefully on it.</summary>
internal static class ProcessSignal
{
    private const int SigTerm = 15;

    public static void Terminate(int processId) => _ = Kill(processId, SigTerm);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
