using System.Globalization;
using Xunit.Sdk;

namespace MicroReg.Tests;

/// <summary>
/// A test with random input, and the seeds of its cases. They follow from the test's name, so every run sees the same cases.
/// MICROREG_SEED=N gives a run other cases, which follow from N and the name. MICROREG_CASE=N gives it one case: that with the seed N.
/// </summary>
/// <param name="Class">The class, which is named as its file.</param>
/// <param name="Method">The method.</param>
/// <param name="Run">What tells one run from another; 0 for the cases that belong to the repository.</param>
/// <param name="Only">The seed of the only case that is to run, or null.</param>
internal sealed record RandomTest(string Class, string Method, ulong Run, int? Only)
{
    public const string RunVariable = "MICROREG_SEED";
    public const string CaseVariable = "MICROREG_CASE";

    public static RandomTest Of(string method, string file) => new(
        Path.GetFileNameWithoutExtension(file), method, Given<ulong>(RunVariable) ?? 0, Given<int>(CaseVariable));

    /// <summary>The seeds of so many cases, after those that once failed.</summary>
    public IEnumerable<int> Seeds(int count, params ReadOnlySpan<int> known) =>
        Only is { } only ? [only] : [.. known, .. Enumerable.Range(0, count).Select(SeedOf)];

    /// <summary>Runs one case after another, and says of the first that fails how to repeat it.</summary>
    public void ForEach(int count, ReadOnlySpan<int> known, Action<int> run)
    {
        foreach (var seed in Seeds(count, known))
        {
            try
            {
                run(seed);
            }
            catch (Exception cause)
            {
                throw Failure(seed, cause);
            }
        }
    }

    /// <inheritdoc cref="ForEach" />
    public async Task ForEachAsync(int count, Func<int, Task> run)
    {
        foreach (var seed in Seeds(count))
        {
            try
            {
                await run(seed);
            }
            catch (Exception cause)
            {
                throw Failure(seed, cause);
            }
        }
    }

    /// <summary>The command that repeats one case.</summary>
    public string Repeat(int seed)
    {
        // The assembly lies in bin/Debug/net10.0 of its project.
        var project = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{CaseVariable}={seed} dotnet test {project.Parent!.Name}/{project.Name} --filter FullyQualifiedName~.{Class}.{Method}");
    }

    /// <summary>A number that looks like chance, from one that does not (the finaliser of SplitMix64).</summary>
    public static ulong Mix(ulong number)
    {
        number += 0x9E3779B97F4A7C15;
        number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
        number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
        return number ^ (number >> 31);
    }

    private XunitException Failure(int seed, Exception cause) =>
        new($"The case with the seed {seed} failed. {cause.Message}\nrepeat with: {Repeat(seed)}", cause);

    private int SeedOf(int number)
    {
        // Not GetHashCode, which differs from process to process.
        var name = $"{Class}.{Method}".Aggregate(0UL, (hash, letter) => Mix(hash ^ letter));
        return (int)(Mix(Mix(name ^ Mix(Run)) + (ulong)number) >> 33);
    }

    private static T? Given<T>(string variable)
        where T : struct, ISpanParsable<T> =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? T.Parse(text, CultureInfo.InvariantCulture) : null;
}
