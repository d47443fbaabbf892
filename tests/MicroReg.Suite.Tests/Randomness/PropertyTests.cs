using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using Xunit.Sdk;

namespace MicroReg.Suite.Tests.Randomness;

public sealed partial class PropertyTests
{
    private static readonly RandomTest Test = new("SomeTests", "Something_holds", Run: 0, Only: null);

    private static readonly Gen<(int[], string)> Values = Gen.Select(Gen.Int[0, 99].Array[0, 9], Gen.String);

    [Fact]
    public void Two_runs_of_a_property_see_the_same_values() => Assert.Equal(Seen(Test), Seen(Test));

    [Fact]
    public void Every_process_on_every_machine_sees_the_same_values()
    {
        var seen = new List<int>();
        Test.ForAll(Gen.Int[0, 999], seen.Add, cases: 5);

        Assert.Equal([945, 20, 245, 141, 347], seen);
    }

    [Fact]
    public void Another_run_sees_other_values() => Assert.NotEqual(Seen(Test), Seen(Test with { Run = 1 }));

    [Fact]
    public void Values_are_spread_over_all_that_are_possible()
    {
        var seen = new int[10];
        Test.ForAll(Gen.Int[0, 9], value => seen[value]++, cases: 10_000);

        Assert.All(seen, count => Assert.InRange(count, 800, 1_200));
    }

    [Fact]
    public void The_seed_of_a_failure_gives_the_value_that_failed_alone()
    {
        var failed = new List<int>();
        var failure = Assert.Throws<XunitException>(() => Test.ForAll(Gen.Int[0, 9_999], Fail, cases: 10_000));
        var first = failed[0];

        var seed = int.Parse(Named().Match(failure.Message).Groups["seed"].Value, CultureInfo.InvariantCulture);
        failed.Clear();
        Assert.Throws<XunitException>(() => (Test with { Only = seed }).ForAll(Gen.Int[0, 9_999], Fail));
        Assert.Equal(first, failed[0]);

        void Fail(int value)
        {
            if (value < 9_900)
                return;
            failed.Add(value);
            Assert.Fail("too great");
        }
    }

    [Fact]
    public void A_failure_is_shrunk()
    {
        var failure = Assert.Throws<XunitException>(
            () => Test.ForAll(Gen.Int[0, 1_000].Array[0, 20], values => Assert.True(values.Length < 3)));

        Assert.Matches(@"from the seed \d+: \[\d+, \d+, \d+\]\n", failure.Message);
    }

    [Fact]
    public void A_predicate_that_is_false_fails() =>
        Assert.Throws<XunitException>(() => Gen.Select(Gen.Bool, Gen.Bool).ForAll((left, right) => left || right));

    [GeneratedRegex(@"^The case with the seed (?<seed>\d+) failed")]
    private static partial Regex Named();

    private static List<string> Seen(RandomTest test)
    {
        var seen = new List<string>();
        test.ForAll(Values, value => seen.Add($"{string.Join(' ', value.Item1)}|{value.Item2}"), cases: 500);
        Assert.Equal(500, seen.Count);
        return seen;
    }
}
