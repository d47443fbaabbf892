using MicroReg.Client.Watching;

namespace MicroReg.Client.Tests.EndToEnd;

/// <summary>What the README shows in a few lines, so that it compiles. The addresses are nobody's: it is not run.</summary>
internal static class ReadmeSnippets
{
    public static async Task FollowByHandAsync(CancellationToken cancellation)
    {
        var options = new RegistryWatcherOptions { Filter = new() { Prefix = "shop-", Zone = "a" } };
        options.Nodes.Add(new Uri("http://registry-1:8000"));
        options.Nodes.Add(new Uri("http://registry-2:8000"));
        await using var watcher = new RegistryWatcher(options);
        watcher.Start();
        await foreach (var copy in watcher.ChangesAsync(cancellation))
            Console.WriteLine($"{copy.Services.Count} services as of {copy.AsOf}");
    }
}
