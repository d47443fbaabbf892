using System.Reflection;

namespace MicroReg.Suite.Tests;

/// <summary>The repository that these tests belong to.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == nameof(Repository)).Value!;

    public static string PathOf(string relative) => Path.Combine(Root, relative);
}
