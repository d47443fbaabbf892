using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MicroReg.Testing.Networks;

/// <summary>
/// Makes sockets that belong to another network namespace. A socket stays in the namespace in which its thread was
/// when it was made; so this process can talk to nodes in their namespaces while nothing links these to the machine's
/// own network, and what is done to the nodes' links doesn't touch the conversation.
/// </summary>
public static partial class NamespaceSockets
{
    private const int NetworkNamespace = 0x40000000; // CLONE_NEWNET

    public static Socket Open(string namespaceFile, SocketType type, ProtocolType protocol)
    {
        using var own = Handle("/proc/thread-self/ns/net");
        using var wanted = Handle(namespaceFile);
        Enter(wanted);
        try
        {
            return new Socket(AddressFamily.InterNetwork, type, protocol);
        }
        finally
        {
            // A thread of the pool that stayed there would take other work along.
            if (SetNamespace(own, NetworkNamespace) != 0)
                Environment.FailFast("A thread could not return to its network namespace.");
        }
    }

    private static SafeFileHandle Handle(string path) => File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

    private static void Enter(SafeFileHandle wanted)
    {
        if (SetNamespace(wanted, NetworkNamespace) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "Cannot enter the network namespace.");
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int SetNamespace(SafeFileHandle descriptor, int type);
}
