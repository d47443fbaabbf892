using Microsoft.Extensions.Logging.Console;

namespace MicroReg.Gateway.Hosting;

/// <summary>Where the log goes: to standard error, so that standard output has the ready line and nothing else.</summary>
internal static class GatewayLogging
{
    /// <summary>Adds the console.</summary>
    public static void AddGatewayLogging(this ILoggingBuilder logging)
    {
        foreach (var library in (ReadOnlySpan<string>)["Microsoft", "System"])
            logging.AddFilter(library, LogLevel.Warning);

        // A start that fails is explained in one line, or ends with its exception; a log entry would be a second one.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        // What fails in forwarding is answered and counted, and may be thousands a second.
        logging.AddFilter("Yarp", LogLevel.Error);
        logging.AddSimpleConsole(console => (console.SingleLine, console.UseUtcTimestamp, console.TimestampFormat) = (true, true, "yyyy-MM-ddTHH:mm:ss.fffZ "));
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
