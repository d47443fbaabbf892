namespace MicroReg.Suite.Tests.Scripts;

public sealed class RepeatsTests : IDisposable
{
    private readonly TestReport _report = new();

    public void Dispose() => _report.Dispose();

    [Fact]
    public async Task Passed_tests_are_not_printed() =>
        Assert.Empty(await _report.Add("Some.Tests.A", true).ReadByAsync("repeats.py", "77"));

    [Fact]
    public async Task A_failure_that_names_its_case_is_repeated_by_that_case() => Assert.Equal(
        "REPEAT MICROREG_CASE=5 dotnet test tests/X --filter FullyQualifiedName~.Tests.A",
        (await _report
            .Add(
                "Some.Tests.A",
                false,
                message: "It failed.\nrepeat with: MICROREG_CASE=5 dotnet test tests/X --filter FullyQualifiedName~.Tests.A")
            .ReadByAsync("repeats.py", "77"))[^1]);

    [Fact]
    public async Task Another_failure_is_repeated_by_the_seed_of_its_run() => Assert.Equal(
        [
            "FAILED Some.Tests.A (MICROREG_SEED=77)",
            "  It failed.",
            "REPEAT MICROREG_SEED=77 dotnet test tests/MicroReg.Some.Tests --filter FullyQualifiedName=Some.Tests.A"
        ],
        await _report.Add("Some.Tests.A", false, message: "It failed.").ReadByAsync("repeats.py", "77"));
}
