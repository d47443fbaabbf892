using Xunit.Sdk;

namespace MicroReg.Suite.Tests.Randomness;

public sealed class RandomTestTests
{
    private static readonly RandomTest Test = new("SomeTests", "Something_holds", Run: 0, Only: null);

    [Fact]
    public void Seeds_are_the_same_in_every_process_on_every_machine() =>
        Assert.Equal([1_546_193_448, 1_190_236_741, 398_924_799], Test.Seeds(3));

    [Fact]
    public void More_cases_are_the_fewer_and_others() => Assert.Equal(Test.Seeds(10), Test.Seeds(20).Take(10));

    [Fact]
    public void Seeds_of_one_test_differ() => Assert.InRange(Test.Seeds(10_000).Distinct().Count(), 9_990, 10_000);

    [Fact]
    public void Another_test_or_another_run_has_other_seeds()
    {
        var seeds = Test.Seeds(1_000).ToHashSet();

        Assert.DoesNotContain((Test with { Method = "Something_else_holds" }).Seeds(1_000), seeds.Contains);
        Assert.DoesNotContain((Test with { Class = "OtherTests" }).Seeds(1_000), seeds.Contains);
        Assert.DoesNotContain((Test with { Run = 1 }).Seeds(1_000), seeds.Contains);
    }

    [Fact]
    public void Seeds_that_once_failed_come_first() => Assert.Equal([7, 8, .. Test.Seeds(2)], Test.Seeds(2, 7, 8));

    [Fact]
    public void A_seed_that_is_given_runs_alone() => Assert.Equal([42], (Test with { Only = 42 }).Seeds(100, 7, 8));

    [Fact]
    public void A_failure_says_how_to_repeat_it()
    {
        var bad = Test.Seeds(10).ElementAt(4);
        var ran = new List<int>();

        var failure = Assert.Throws<XunitException>(() => Test.ForEach(10, [], seed =>
        {
            ran.Add(seed);
            Assert.NotEqual(bad, seed);
        }));

        Assert.Equal(Test.Seeds(5), ran);
        Assert.EndsWith(
            $"\nrepeat with: MICROREG_CASE={bad} dotnet test tests/MicroReg.Suite.Tests --filter "
                + "FullyQualifiedName~.SomeTests.Something_holds",
            failure.Message, StringComparison.Ordinal);
    }
}
