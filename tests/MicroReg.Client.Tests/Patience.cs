using MicroReg.Client.Watching;

namespace MicroReg.Client.Tests;

/// <summary>Nothing here takes long; a wait that does is a failure.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static Task Soon(this Task task) => task.WaitAsync(Limit);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit);

    /// <summary>Looks again and again until something is so that tells nobody when it is.</summary>
    public static async Task BecomesAsync(Func<bool> isSo, Func<string> otherwise)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!isSo())
        {
            Assert.False(limit.IsCancellationRequested, otherwise());
            await Task.Delay(TimeSpan.FromMilliseconds(5), CancellationToken.None);
        }
    }

    /// <summary>Waits until the copy is as expected; if it never is, says what it was at last.</summary>
    public static async Task<RegistrySnapshot> UntilAsync(this RegistryWatcher watcher, Func<RegistrySnapshot, bool> expected)
    {
        using var limit = new CancellationTokenSource(Limit);
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

    public static Task<RegistrySnapshot> UntilAsync(this RegistryWatcher watcher, string expected) => watcher.UntilAsync(snapshot => Describe(snapshot) == expected);

    /// <summary>The copy in one line: <c>orders 127.0.0.1:5001 running, …</c>.</summary>
    public static string Describe(RegistrySnapshot snapshot) => string.Join(", ", snapshot.Services
        .OrderBy(service => service.Key, StringComparer.Ordinal)
        .SelectMany(service => service.Value)
        .Select(instance => $"{instance.Service} {instance.Host}:{instance.Port} {instance.Status}"));
}
