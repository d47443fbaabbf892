using System.Reflection;
using System.Security.Cryptography;
using Akka.Actor;
using Akka.Hosting;
using MicroReg.Actors.Cluster;
using MicroReg.Actors.Journal;
using MicroReg.Actors.MicroDb;
using MicroReg.Actors.ServiceDb;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Versions;
using MicroReg.Edge.Http;
using MicroReg.Node.Settings;
using MicroReg.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MicroReg.Node.Hosting;

/// <summary>Puts a registry into a host: the executable's own, or any ASP.NET Core application.</summary>
public static class MicroRegServices
{
    /// <summary>
    /// Adds a registry. The host then offers <see cref="IRegistry"/>; <c>app.MapMicroReg()</c> puts its XML-RPC and
    /// JSON faces on the application's web server.
    /// </summary>
    public static IServiceCollection AddMicroReg(this IServiceCollection services, MicroRegSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddRecords(settings);
        services.AddAkka("microreg", (akka, provider) => akka
            .AddNodeConfiguration(settings)
            .AddMicroDb(
                provider.GetRequiredService<RegistryDatabase>(),
                provider.GetRequiredService<PendingCommits>(),
                settings.MicroDb,
                provider.GetRequiredService<TimeProvider>())
            .AddJournal(provider.GetRequiredService<JournalWriter>(), settings.Journal)
            .AddServiceDb(provider.GetRequiredService<RegistryDatabase>())
            .AddClusterMembership(settings.Cluster));
        services.AddSingleton(provider => new NodeView(
            provider.GetRequiredService<NodeIdentity>(),
            provider.GetRequiredService<RegistryDatabase>(),
            provider.GetRequiredService<PendingCommits>(),
            new Lazy<ActorSystem>(provider.GetRequiredService<ActorSystem>)));
        services.AddSingleton<IRegistry>(provider => new ServiceDbClient(
            provider.GetRequiredService<IRequiredActor<ServiceDbActor>>(),
            provider.GetRequiredService<RegistryDatabase>(),
            provider.GetRequiredService<NodeView>(),
            settings.ServiceDb));
        return services.AddMicroRegEdge(new EdgeOptions
        {
            XmlRpc = settings.XmlRpc,
            AllowCollect = settings.AllowCollect,
            SqliteCacheBytes = () => SqliteRecordStore.MemoryUsed,
        });
    }

    /// <summary>The records in memory and on disk. They outlive the actors, and are read before the first of them starts.</summary>
    private static void AddRecords(this IServiceCollection services, MicroRegSettings settings)
    {
        services.AddSingleton(provider => new OpenedRecords(
            SqliteRecordStore.Open(settings.Storage), NewOrigin(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => provider.GetRequiredService<OpenedRecords>().Database);
        services.AddSingleton(provider => new JournalWriter(provider.GetRequiredService<OpenedRecords>().Store));
        services.AddSingleton<PendingCommits>();
        services.AddSingleton(provider => new NodeIdentity(
            settings.NodeName,
            provider.GetRequiredService<OpenedRecords>().Facts.NodeId,
            provider.GetRequiredService<RegistryDatabase>().Records.Origin,
            typeof(MicroRegServices).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion));
    }

    private static OriginId NewOrigin() => new(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)));
}
