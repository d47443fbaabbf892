using System.Reflection;
using MicroReg.Actors.MicroDb;
using MicroReg.Architecture.Tests.Reading;
using MicroReg.Domain.Records;

namespace MicroReg.Architecture.Tests;

/// <summary>
/// The order of layers, which docs/internals/layers.md explains: a namespace uses those before it and none behind it. So there is no
/// circle, and whoever reads from the first to the last never meets what was not told yet.
/// </summary>
public sealed class LayersTests
{
    private static readonly string[] Domain =
    [
        "Kernel", "Versions", "MicroDb", "Records", "Nodes", "Networks", "Ownership", "Events", "Rules", "Journal", "Views", "Database",
        "Formation", "Replication", "Health", "Subscriptions", "Registry",
    ];

    private static readonly string[] Actors =
    [
        "Logging", "Supervision", "Cluster", "MicroDb", "Journal", "Replication", "ServiceDb", "Health", "Subscriptions", "Registry",
    ];

    private static readonly Assembly DomainAssembly = typeof(ServiceRecord).Assembly;
    private static readonly Assembly ActorsAssembly = typeof(MicroDbActor).Assembly;

    [Fact]
    public void The_namespaces_of_the_domain_form_no_circle() => AssertNoCircle(new NamespaceGraph(TypeUses.In(DomainAssembly)));

    [Fact]
    public void The_namespaces_of_the_actors_form_no_circle() => AssertNoCircle(new NamespaceGraph(TypeUses.In(ActorsAssembly)));

    [Fact]
    public void The_features_of_the_actors_form_no_circle() => AssertNoCircle(Features(ActorsAssembly));

    [Fact]
    public void The_domain_keeps_the_order_of_its_layers() => AssertOrder(Features(DomainAssembly), Domain);

    [Fact]
    public void The_actors_keep_the_order_of_their_layers() => AssertOrder(Features(ActorsAssembly), Actors);

    [Fact]
    public void The_page_on_layers_tells_the_same_order()
    {
        var lines = File.ReadAllLines(Path.Combine(Root(), "docs", "internals", "layers.md"));
        Assert.Equal(Domain, Listed(lines, "## Domain"));
        Assert.Equal(Actors, Listed(lines, "## Actors"));
    }

    /// <summary>A feature is what comes behind the assembly's name, with all namespaces in it.</summary>
    private static NamespaceGraph Features(Assembly assembly)
    {
        var root = assembly.GetName().Name!;
        return new NamespaceGraph(TypeUses.In(assembly), name => name == root ? "" : name[(root.Length + 1)..].Split('.')[0]);
    }

    private static void AssertNoCircle(NamespaceGraph graph)
    {
        Assert.NotEmpty(graph.Parts);
        var circle = graph.FindCircle();
        Assert.True(circle.Count == 0, $"There is a circle:{Environment.NewLine}{graph.Describe(circle)}");
    }

    private static void AssertOrder(NamespaceGraph graph, string[] order)
    {
        Assert.Empty(graph.Parts.Except(order));
        var against = graph.Against(order).ToList();
        Assert.True(against.Count == 0, $"Against the order of layers:{Environment.NewLine}{string.Join(Environment.NewLine, against)}");
    }

    /// <summary>The first column of the table under a heading: names between backquotes.</summary>
    private static IEnumerable<string> Listed(string[] lines, string heading) =>
        lines.SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]);

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "MicroReg.Actors.sln")))
            directory = directory.Parent;
        return directory!.FullName;
    }
}
