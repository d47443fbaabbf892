using MicroReg.Hosting;

namespace MicroReg.Node.Settings;

/// <summary>The settings of the executable: those of its registry, and those that an application would make for itself.</summary>
/// <param name="Registry">The registry.</param>
/// <param name="Http">Where and how HTTP is served.</param>
/// <param name="Log">What is logged.</param>
internal sealed record NodeSettings(MicroRegSettings Registry, HttpSettings Http, LogSettings Log);

/// <summary>Where and how HTTP is served. The defaults are in <c>hocon/microreg.hocon</c>.</summary>
/// <param name="Bind">The address to listen on.</param>
/// <param name="Port">The port; 0 = any free one.</param>
/// <param name="MaxConnections">Connections at a time.</param>
/// <param name="KeepAliveTimeout">How long a connection may be idle between requests.</param>
internal sealed record HttpSettings(string Bind, int Port, int MaxConnections, TimeSpan KeepAliveTimeout);

/// <summary>What is logged.</summary>
/// <param name="IsJson">JSON lines instead of text.</param>
/// <param name="Level">The least severe entries that are written.</param>
internal sealed record LogSettings(bool IsJson, LogLevel Level);
