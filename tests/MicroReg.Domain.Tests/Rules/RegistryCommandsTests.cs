using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Tests.Rules;

public sealed class RegistryCommandsTests
{
    private static readonly Endpoint Good = new("10.0.0.7", 8080);

    [Fact]
    public void A_registration_without_attributes_has_the_default_ones()
    {
        var command = RegistryCommands.Register("orders", "10.0.0.7", 8080).Value;
        Assert.Equal(new RegisterInstance(new("orders", "10.0.0.7", 8080), InstanceAttributes.Default), command);
        Assert.Equal(("orders", (AcknowledgementLevel?)null), (command.Service, command.Acknowledgement));
    }

    [Theory]
    [InlineData("", "10.0.0.7", 1, "name")]
    [InlineData("a", "", 1, "host")]
    [InlineData("a", "b", 65536, "port")]
    [InlineData("a", "b", (1L << 32) + 1, "port")]
    public void A_registration_that_breaks_a_rule_is_refused(string name, string host, long port, string parameter) =>
        AssertFault(parameter, RegistryCommands.Register(name, host, port).Fault);

    [Fact]
    public void The_attributes_of_a_registration_are_checked() =>
        AssertFault("weight", RegistryCommands.Register("a", "b", 1, new() { Weight = -1 }).Fault);

    [Fact]
    public void A_command_targets_one_or_all_instances()
    {
        Assert.Equal(new("a", Good, ServiceStatus.Stopped), RegistryCommands.UpdateStatus("a", Good, ServiceStatus.Stopped).Value);
        Assert.Equal(new("a", null, ServiceStatus.Stopped), RegistryCommands.UpdateStatus("a", null, ServiceStatus.Stopped).Value);
        Assert.Equal(new("a", Good), RegistryCommands.Unregister("a", Good).Value);
        Assert.Equal(new("a", null), RegistryCommands.Unregister("a", null).Value);
    }

    [Fact]
    public void The_target_of_a_command_is_checked()
    {
        AssertFault("name", RegistryCommands.UpdateStatus("", null, ServiceStatus.Stopped).Fault);
        AssertFault("host", RegistryCommands.UpdateStatus("a", new("", 1), ServiceStatus.Stopped).Fault);
        AssertFault("port", RegistryCommands.Unregister("a", new("b", 0)).Fault);
        Assert.Throws<InvalidOperationException>(() => RegistryCommands.Unregister("", null).Value);
    }

    private static void AssertFault(string parameter, RegistryFault? fault) =>
        Assert.StartsWith(parameter + ": ", fault?.Message ?? "no fault", StringComparison.Ordinal);
}
