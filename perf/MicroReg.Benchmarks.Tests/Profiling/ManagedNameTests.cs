using MicroReg.Benchmarks.Profiling.Sampling;

namespace MicroReg.Benchmarks.Tests.Profiling;

public sealed class ManagedNameTests
{
    [Theory]
    [InlineData(SampleText.Receive, "Akka", "Akka.Actor.UntypedActor.Receive")]
    [InlineData(
        "instance void [MicroReg.Domain] MicroReg.Domain.Database.RegistryDatabase::TryCommit(int32)[Tier1]",
        "MicroReg.Domain",
        "MicroReg.Domain.Database.RegistryDatabase.TryCommit")]
    [InlineData("instance void modreq([System.Runtime]System.Runtime.CompilerServices.IsExternalInit) [microreg-node] "
        + "A.B::set_C(bool)[QuickJitted]", "microreg-node", "A.B.set_C")]
    [InlineData("void [microreg-node] A.B+<>c::.cctor()[QuickJitted]", "microreg-node", "A.B+<>c..cctor")]
    public void The_assembly_is_in_the_brackets_before_the_blank(string symbol, string assembly, string text)
    {
        var name = ManagedName.Parse(symbol);
        Assert.Equal((assembly, text), (name?.Assembly, name?.Text));
    }

    [Fact]
    public void The_assembly_of_a_returned_type_is_not_that_of_the_method() =>
        Assert.Equal(
            new ManagedName("MicroReg.Actors", "MicroReg.Actors.Health.HealthActor", "ProbeAsync"), ManagedName.Parse(SampleText.Probe));

    [Fact]
    public void All_instantiations_of_a_generic_type_have_one_name() =>
        Assert.Equal("System.Collections.Concurrent.ConcurrentDictionary.TryGetValue", ManagedName.Parse(SampleText.Find)?.Text);

    [Fact]
    public void A_state_machine_is_named_after_its_method() =>
        Assert.Equal("MicroReg.Actors.Health.HealthActor.ProbeAsync (async)", ManagedName.Parse(SampleText.Machine)?.Text);

    [Theory]
    [InlineData("stub Link<InstantiatingStub>")]
    [InlineData("sqlite3VdbeExec")]
    [InlineData("[unknown]")]
    public void Native_code_and_stubs_are_no_methods(string symbol) => Assert.Null(ManagedName.Parse(symbol));
}
