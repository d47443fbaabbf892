using Akka.Configuration;
using MicroReg.Actors.ServiceDb;

namespace MicroReg.Actors.Tests;

/// <summary>How actor systems of tests are configured.</summary>
internal static class TestSystems
{
    /// <summary>
    /// Akka's own limit for an expected message, 3 s, is too short on a busy machine; a wait that hits this one is a failure.
    /// </summary>
    public static Config Patient { get; } = ConfigurationFactory.ParseString("akka.test.single-expect-default = 60s");

    /// <summary>With the mailbox that services have.</summary>
    public static Config Default { get; } = CompactMailbox.Definition.WithFallback(Patient);

    /// <summary>With a scheduler that the test moves on.</summary>
    public static Config WithTestScheduler { get; } =
        Default.WithFallback("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"");
}
