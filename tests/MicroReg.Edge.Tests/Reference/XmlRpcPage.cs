using System.Diagnostics.Metrics;
using System.Text;
using MicroReg.Edge.Http.Metrics;
using MicroReg.Edge.Methods;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace MicroReg.Edge.Tests.Reference;

/// <summary>The methods, from the table that calls are answered by.</summary>
internal static class XmlRpcPage
{
    private static readonly (string Title, Func<string, bool> Has)[] Groups =
    [
        ("Registering", name => name is "register" or "update_status" or "unregister" or "drain" or "heartbeat"),
        ("Looking up", name => name is "get_service_details" or "get_service_status" or "get_service" or "resolve"),
        ("Lists", name => name is "list_services" or "get_all_service_details" or "get_reg_count"),
        ("Events", name => name is "wait_events" or "subscribe" or "renew_subscription" or "unsubscribe"),
        ("Operating", name => name is "cluster_status" or "forget_node" or "release_holds"),
        ("The protocol", name => name.StartsWith("system.", StringComparison.Ordinal)),
    ];

    public static string Write()
    {
        var methods = Methods();
        var page = ReferencePage.Begin("XML-RPC methods", "the table of methods in src/MicroReg.Edge/Methods");
        page.Append("""
            Calls go to `POST /` or `POST /RPC2`, which are the paths that clients take by default.
            Every method answers fault -32602 if a parameter is wrong, and says which one; nothing is stored then.
            [faults.md](faults.md) explains all faults. At run time `system.methodHelp` tells the same as this page.


            """.ReplaceLineEndings("\n"));
        foreach (var (title, has) in Groups)
        {
            page.Append($"| {title} | |\n|---|---|\n");
            foreach (var method in methods.Where(method => has(method.Name)))
                page.Append($"| [`{method.Name}`](#{Anchor(method)}) | {ReferencePage.Cell(FirstSentence(method.Summary))} |\n");
            page.Append('\n');
        }

        foreach (var (title, has) in Groups)
        {
            page.Append($"## {title}\n\n");
            foreach (var method in methods.Where(method => has(method.Name)))
                Append(page, method);
        }

        page.Append("""
            ## What is taken leniently

            Some clients can send a value in one form only. Such a form is taken for what its user means:

            - an empty array for an empty struct (PHP), and an empty struct for an empty array (Lua);
            - base64 of UTF-8 for text (Perl's XMLRPC::Lite sends every string beyond ASCII so);
            - a double without a fraction for a whole number (Python, PHP, Ruby), and digits as text for a number.

            """.ReplaceLineEndings("\n"));
        return page.ToString();
    }

    /// <summary>All methods in the order of the groups; each is in one.</summary>
    private static XmlRpcMethod[] Methods()
    {
        var registry = new FakeRegistry();
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var meters = new MicroRegMeters(registry, services.GetRequiredService<IMeterFactory>());
        var events = new EventMethods(registry, new EventStructs(registry), meters.Events, CancellationToken.None);
        var table = RegistryMethods.Table(registry, registry.Time, events.All);
        var all = new XmlRpcDispatcher(table, XmlRpcLimits.Default, NullLogger.Instance).Methods;
        Assert.All(
            all.Names,
            name => Assert.True(Groups.Count(group => group.Has(name)) == 1, $"{name} belongs to one of XmlRpcPage.Groups"));
        return [.. all.Methods];
    }

    private static void Append(StringBuilder page, XmlRpcMethod method)
    {
        page.Append($"### {method.Name}\n\n{method.Summary}\n\n```\n");
        foreach (var signature in method.Signatures)
        {
            var parameters = signature.Skip(1).Zip(NamesOf(method, signature.Count - 1), (type, name) => $"{type} {name}");
            page.Append($"{method.Name}({string.Join(", ", parameters)}) → {signature[0]}\n");
        }

        page.Append("```\n\n");
        foreach (var parameter in method.Parameters)
            Append(page, parameter, "");
        if (method.Parameters.Count > 0)
            page.Append('\n');
        page.Append($"**Returns** {method.Result}\n\n");
        if (method.Faults.Count > 0)
            page.Append($"**Faults**: {string.Join(", ", method.Faults)}.\n\n");
    }

    /// <summary>The names of as many parameters as a signature has. Options may stand where host and port are left out.</summary>
    private static IEnumerable<string> NamesOf(XmlRpcMethod method, int count)
    {
        var names = method.Parameters.Select(parameter => parameter.Name).ToList();
        var optional = method.Parameters.Count(parameter => parameter.IsOptional);
        var hasEndpoint = names.Contains("host") && method.Parameters[names.IndexOf("host")].IsOptional;
        return hasEndpoint && count == names.Count - 2 && optional == 3
            ? names.Where(name => name is not ("host" or "port"))
            : names.Take(count);
    }

    private static void Append(StringBuilder page, XmlRpcParameter parameter, string indent)
    {
        page.Append($"{indent}- `{parameter.Name}` ({parameter.Type}{(parameter.IsOptional ? ", optional" : "")}): {parameter.Meaning}\n");
        foreach (var member in parameter.Members)
            Append(page, member, indent + "  ");
    }

    private static string Anchor(XmlRpcMethod method) => method.Name.Replace(".", "", StringComparison.Ordinal).ToLowerInvariant();

    private static string FirstSentence(string text) =>
        text.IndexOf(". ", StringComparison.Ordinal) is var end and > 0 ? text[..(end + 1)] : text;
}
