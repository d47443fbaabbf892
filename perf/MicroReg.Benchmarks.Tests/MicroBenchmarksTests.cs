using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace MicroReg.Benchmarks.Tests;

/// <summary>Each of the micro benchmarks does once what it is measured by.</summary>
public sealed class MicroBenchmarksTests
{
    public static TheoryData<string, string> Methods { get; } = Create();

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_micro_benchmark_runs(string type, string method)
    {
        var benchmark = Activator.CreateInstance(typeof(MicroBenchmarks.MergeBenchmarks).Assembly.GetType(type)!)!;
        foreach (var parameter in benchmark.GetType().GetProperties())
        {
            if (parameter.GetCustomAttribute<ParamsAttribute>() is { } values)
                parameter.SetValue(benchmark, values.Values[0]);
        }
        foreach (var setUp in benchmark.GetType().GetMethods().Where(each => each.IsDefined(typeof(GlobalSetupAttribute))))
            setUp.Invoke(benchmark, null);

        var returned = benchmark.GetType().GetMethod(method)!.Invoke(benchmark, null);

        if (returned is Task work)
            await work;
        Assert.False(returned is false or 0, $"{method} returned {returned}");
    }

    [Fact]
    public void Leases_are_renewed_for_longer_than_they_last()
    {
        var benchmark = new MicroBenchmarks.TimingWheelBenchmarks();
        benchmark.SetUp();
        for (var renewals = 0; renewals < 700; renewals++)
            benchmark.RenewAll();
        Assert.True(benchmark.HandedOver > 0);
    }

    private static TheoryData<string, string> Create()
    {
        var methods = new TheoryData<string, string>();
        foreach (var method in typeof(MicroBenchmarks.MergeBenchmarks).Assembly.GetTypes().SelectMany(type => type.GetMethods()))
        {
            if (method.IsDefined(typeof(BenchmarkAttribute)))
                methods.Add(method.DeclaringType!.FullName!, method.Name);
        }
        return methods;
    }
}
