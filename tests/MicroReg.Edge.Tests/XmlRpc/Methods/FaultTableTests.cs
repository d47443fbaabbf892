using System.Reflection;
using MicroReg.Domain.Kernel;
using MicroReg.Edge.Methods;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Tests.XmlRpc.Methods;

public sealed class FaultTableTests
{
    private static readonly int[] Codes = [.. FaultTable.All.Select(fault => fault.Code)];

    [Fact]
    public void The_fault_table_has_every_code_once() => Assert.Equal(Codes.Distinct(), Codes);

    [Fact]
    public void The_fault_table_has_all_codes_of_the_protocol() => Assert.All(
        typeof(XmlRpcFaultCodes).GetFields(BindingFlags.Public | BindingFlags.Static),
        code => Assert.Contains((int)code.GetRawConstantValue()!, Codes));

    [Fact]
    public void The_fault_table_has_all_kinds_of_refusals() => Assert.All(
        Enum.GetValues<FaultKind>(),
        kind => Assert.Contains(Answers.Of(new RegistryFault(kind, "")).Fault!.Code, Codes));

    [Fact]
    public void The_fault_table_has_the_faults_that_methods_name()
    {
        var registry = new FakeRegistry();
        Assert.All(
            RegistryMethods.Table(registry, registry.Time).Methods, method => Assert.Subset(Codes.ToHashSet(), method.Faults.ToHashSet()));
    }
}
