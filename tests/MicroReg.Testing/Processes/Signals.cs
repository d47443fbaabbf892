using System.Runtime.InteropServices;

namespace MicroReg.Testing.Processes;

/// <summary>The signals that <see cref="System.Diagnostics.Process"/> cannot send.</summary>
public static partial class Signals
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    public static void Send(int process, int signal)
    {
        if (Kill_(process, signal) != 0)
            throw new InvalidOperationException($"Signal {signal} did not reach process {process}: error {Marshal.GetLastPInvokeError()}.");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Kill_(int process, int signal);
}
