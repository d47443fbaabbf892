using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;
using Akka.Hosting.Logging;
using AkkaLevel = Akka.Event.LogLevel;
using HostLevel = Microsoft.Extensions.Logging.LogLevel;

namespace MicroReg.Hosting.ActorSystems;

/// <summary>
/// Hands what actors log to the host's logging as it is: the actor's class as category, the named placeholders as
/// fields. Akka.Hosting's own logger puts a second time stamp, level and thread into the text and names one category
/// for everything.
/// </summary>
internal sealed class ActorLogger : UntypedActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private readonly ILoggerFactory _loggers = Context.System.Settings.Setup.Get<LoggerFactorySetup>().Value.LoggerFactory;

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger: Sender.Tell(new LoggerInitialized()); break;
            case LogEvent entry: Log(entry); break;
            default: Unhandled(message); break;
        }
    }

    private void Log(LogEvent entry)
    {
        var logger = _loggers.CreateLogger(entry.LogClass.FullName ?? entry.LogClass.Name);
        var level = LevelOf(entry.LogLevel());

        // A connection that ends is an error to Akka's supervision, with a stack trace; here it is how nodes go.
        if (level == HostLevel.Error && entry.Cause?.GetType().Namespace == "Akka.Remote")
            level = HostLevel.Debug;
        if (logger.IsEnabled(level))
            logger.Log(level, default, FieldsOf(entry), entry.Cause, (_, _) => entry.Message?.ToString() ?? "");
    }

    private static List<KeyValuePair<string, object?>> FieldsOf(LogEvent entry)
    {
        var fields = new List<KeyValuePair<string, object?>> { new("Actor", entry.LogSource) };
        if (entry.Message is LogMessage message)
        {
            fields.AddRange(message.GetProperties().Select(field => KeyValuePair.Create(field.Key, (object?)field.Value)));
            fields.Add(new("{OriginalFormat}", message.Format));
        }

        return fields;
    }

    private static HostLevel LevelOf(AkkaLevel level) => level switch
    {
        AkkaLevel.DebugLevel => HostLevel.Debug,
        AkkaLevel.InfoLevel => HostLevel.Information,
        AkkaLevel.WarningLevel => HostLevel.Warning,
        _ => HostLevel.Error,
    };
}
