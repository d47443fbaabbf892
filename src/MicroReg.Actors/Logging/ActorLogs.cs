using Akka.Actor;
using Akka.Hosting.Logging;
using MicroReg.Domain.Kernel;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MicroReg.Actors.Logging;

/// <summary>The host's logging, for actors.</summary>
internal static class ActorLogs
{
    /// <summary>
    /// The logger of an actor: the host's, with the actor's class as category. In an actor system that has no logger factory, it writes
    /// nothing.
    /// </summary>
    public static ILogger LoggerOf<TActor>(this ActorSystem system) =>
        system.Settings.Setup.Get<LoggerFactorySetup>() is { HasValue: true } setup
            ? setup.Value.LoggerFactory.CreateLogger(typeof(TActor).FullName!)
            : NullLogger.Instance;

    /// <summary>
    /// Writes a line of one of the protocols in the domain. That knows no logging library, so it says level, template and values, and
    /// every host of a protocol hands them on here.
    /// </summary>
    public static void Write(this ILogger logger, LogSeverity severity, string template, object[] values)
    {
        var level = severity switch
        {
            LogSeverity.Debug => LogLevel.Debug,
            LogSeverity.Information => LogLevel.Information,
            _ => LogLevel.Warning,
        };
#pragma warning disable CA1848, CA2254 // The protocol gives the template, which is a constant there.
        logger.Log(level, template, values);
#pragma warning restore CA1848, CA2254
    }
}
