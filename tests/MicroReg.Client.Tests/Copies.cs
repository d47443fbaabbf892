using MicroReg.Client.Watching;

namespace MicroReg.Client.Tests;

/// <summary>Describes a watcher's copy and waits for it to change.</summary>
internal static class Copies
{
    /// <summary>Waits until the copy is as expected. On failure, reports the last copy.</summary>
    public static async Task<RegistrySnapshot> UntilAsync(this RegistryWatcher watcher, Func<RegistrySnapshot, bool> expected)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        try
        {
            await foreach (var snapshot in watcher.ChangesAsync(limit.Token))
            {
                if (expected(snapshot))
                    return snapshot;
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"The copy is still {Describe(watcher.Current)}");
        }

        throw new InvalidOperationException("The watcher has ended.");
    }

    public static Task<RegistrySnapshot> UntilAsync(this RegistryWatcher watcher, string expected) =>
        watcher.UntilAsync(snapshot => Describe(snapshot) == expected);

    /// <summary>The copy in one line: <c>orders 127.0.0.1:5001 running, …</c>.</summary>
    public static string Describe(RegistrySnapshot snapshot) => string.Join(", ", snapshot.Services
        .OrderBy(service => service.Key, StringComparer.Ordinal)
        .SelectMany(service => service.Value)
        .Select(instance => $"{instance.Service} {instance.Host}:{instance.Port} {instance.Status}"));
}
