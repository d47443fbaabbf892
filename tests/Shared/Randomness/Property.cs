using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using CsCheck;
using Xunit.Sdk;

namespace MicroReg.Tests;

/// <summary>
/// Properties of generated values. CsCheck's own Sample takes a seed for its first case only and draws all others afresh; here each
/// case has a seed of its own (<see cref="RandomTest"/>), from which CsCheck's generators make its value.
/// </summary>
internal static class Property
{
    private const int Cases = 100;
    private const int ShrinkingCases = 2_000;

    /// <summary>Checks so many generated values, after those of the seeds that once failed, and shrinks the first that fails.</summary>
    public static void ForAll<T>(
        this Gen<T> gen, Action<T> check, int cases = Cases, int[]? known = null,
        [CallerMemberName] string method = "", [CallerFilePath] string file = "") =>
        RandomTest.Of(method, file).ForAll(gen, check, cases, known);

    public static void ForAll<T1, T2>(
        this Gen<(T1, T2)> gen, Action<T1, T2> check, int cases = Cases, int[]? known = null,
        [CallerMemberName] string method = "", [CallerFilePath] string file = "") =>
        gen.ForAll(value => check(value.Item1, value.Item2), cases, known, method, file);

    public static void ForAll<T1, T2, T3>(
        this Gen<(T1, T2, T3)> gen, Action<T1, T2, T3> check, int cases = Cases, int[]? known = null,
        [CallerMemberName] string method = "", [CallerFilePath] string file = "") =>
        gen.ForAll(value => check(value.Item1, value.Item2, value.Item3), cases, known, method, file);

    public static void ForAll<T1, T2, T3, T4>(
        this Gen<(T1, T2, T3, T4)> gen, Action<T1, T2, T3, T4> check, int cases = Cases, int[]? known = null,
        [CallerMemberName] string method = "", [CallerFilePath] string file = "") =>
        gen.ForAll(value => check(value.Item1, value.Item2, value.Item3, value.Item4), cases, known, method, file);

    public static void ForAll<T1, T2, T3, T4, T5>(
        this Gen<(T1, T2, T3, T4, T5)> gen, Action<T1, T2, T3, T4, T5> check, int cases = Cases, int[]? known = null,
        [CallerMemberName] string method = "", [CallerFilePath] string file = "") =>
        gen.ForAll(value => check(value.Item1, value.Item2, value.Item3, value.Item4, value.Item5), cases, known, method, file);

    public static void ForAll<T>(
        this Gen<T> gen, Func<T, bool> holds, int cases = Cases, int[]? known = null,
        [CallerMemberName] string method = "", [CallerFilePath] string file = "") =>
        gen.ForAll(value => Assert.True(holds(value), "It does not hold."), cases, known, method, file);

    public static void ForAll<T1, T2>(
        this Gen<(T1, T2)> gen, Func<T1, T2, bool> holds, int cases = Cases, int[]? known = null,
        [CallerMemberName] string method = "", [CallerFilePath] string file = "") =>
        gen.ForAll(value => holds(value.Item1, value.Item2), cases, known, method, file);

    public static void ForAll<T1, T2, T3>(
        this Gen<(T1, T2, T3)> gen, Func<T1, T2, T3, bool> holds, int cases = Cases, int[]? known = null,
        [CallerMemberName] string method = "", [CallerFilePath] string file = "") =>
        gen.ForAll(value => holds(value.Item1, value.Item2, value.Item3), cases, known, method, file);

    public static void ForAll<T1, T2, T3, T4>(
        this Gen<(T1, T2, T3, T4)> gen, Func<T1, T2, T3, T4, bool> holds, int cases = Cases, int[]? known = null,
        [CallerMemberName] string method = "", [CallerFilePath] string file = "") =>
        gen.ForAll(value => holds(value.Item1, value.Item2, value.Item3, value.Item4), cases, known, method, file);

    /// <summary>As above, for a test and a run that are given.</summary>
    public static void ForAll<T>(this RandomTest test, Gen<T> gen, Action<T> check, int cases = Cases, int[]? known = null) =>
        test.ForEach(cases, known, seed => Check(gen, check, seed));

    [SuppressMessage("ApiDesign", "RS0030", Justification = "It prints values only.")]
    private static void Check<T>(Gen<T> gen, Action<T> check, int seed)
    {
        var value = gen.Generate(Source(seed), null, out var size);
        if (Failure(check, value) is not { } failure)
            return;
        var (smallest, smallestSeed) = (value, seed);
        for (int number = 0, next = seed; number < ShrinkingCases; number++)
        {
            next = (int)(RandomTest.Mix((ulong)next) >> 33);
            value = gen.Generate(Source(next), size, out var nextSize);
            if (!Size.IsLessThan(nextSize, size) || Failure(check, value) is not { } smaller)
                continue;
            (smallest, smallestSeed, size, failure) = (value, next, nextSize, smaller);
        }

        throw new XunitException(
            $"The smallest value found that fails, from the seed {smallestSeed}: {CsCheck.Check.Print(smallest)}\n{failure.Message}",
            failure);
    }

    private static PCG Source(int seed) => new(0, RandomTest.Mix((ulong)seed));

    private static Exception? Failure<T>(Action<T> check, T value)
    {
        try
        {
            check(value);
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }
}
