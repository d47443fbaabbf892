using System.Runtime.CompilerServices;

namespace MicroReg.Tests;

/// <summary>Seeds for tests that draw from <see cref="Random"/>. <see cref="RandomTest"/> tells where they come from.</summary>
internal static class Seeds
{
    /// <summary>Runs a simulation with so many seeds, after those that once failed.</summary>
    public static void ForEach(
        int count, Action<int> simulate, int[]? known = null, [CallerMemberName] string method = "", [CallerFilePath] string file = "") =>
        RandomTest.Of(method, file).ForEach(count, known, simulate);

    /// <inheritdoc cref="ForEach" />
    public static Task ForEachAsync(
        int count, Func<int, Task> simulate, [CallerMemberName] string method = "", [CallerFilePath] string file = "") =>
        RandomTest.Of(method, file).ForEachAsync(count, simulate);

    /// <summary>The seed of a test that runs once.</summary>
    public static int One([CallerMemberName] string method = "", [CallerFilePath] string file = "") =>
        RandomTest.Of(method, file).Seeds(1).Single();
}
