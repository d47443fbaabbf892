using MicroReg.Domain.Registry;
using MicroReg.Edge.XmlRpc.Methods;

namespace MicroReg.Edge.Methods;

/// <summary>The registry's XML-RPC methods: their names, what they take and what they answer.</summary>
public static class RegistryMethods
{
    private const string WriteOptionsHelp =
        "The option ack says on how many nodes a write must be on disk before it is answered: local (this one), majority or all of the known ones; the option strict, whether less than that within the time is fault 503. A write that failed so is there all the same, and spreads later.";

    /// <summary>The methods over a registry, with the help that callers can ask for.</summary>
    /// <param name="registry">What answers the calls.</param>
    /// <param name="time">This node's clock, shown by <c>cluster_status</c>.</param>
    /// <param name="more">Further methods.</param>
    public static XmlRpcMethodTable Table(IRegistry registry, TimeProvider time, params IEnumerable<XmlRpcMethod> more) =>
        new([.. Writes(registry), .. LifeMethods.Of(registry), .. Lookups(registry), .. Overviews(registry, time), ForgetNode(registry), .. SubscriptionMethods.Of(registry), .. more]);

    private static IEnumerable<XmlRpcMethod> Writes(IRegistry registry) =>
    [
        new(
            "register",
            "Registers an instance of a service. Parameters: name, host, port, optionally status (running), optionally a struct of options: ttl (the instance beats at least every so many seconds, 1 to 86400, or is failing), check (how it is probed: tcp, http or none, or a struct of kind, interval, timeout, failures, successes, path, expected_status, host_header; without ttl and check the default of the node), deregister_after (seconds of failing until it is unregistered), metadata, tags, zone, weight, ack, strict. Returns the id of the instance; the same name, host and port get the same id again. " + WriteOptionsHelp,
            Signatures.Of("int string string int", "int string string int int", "int string string int string", "int string string int int struct", "int string string int string struct"),
            (arguments, cancellation) => Registering.RegisterAsync(registry, arguments, cancellation)),
        new(
            "update_status",
            "Reports the status of a service: running (1), stopped (0), error (-1), starting (2) or draining (3), as number or name. Parameters: name, status, optionally host and port; without these for all instances; last of all optionally a struct of options: ack, strict. Returns true, or false if nothing of that name is registered. " + WriteOptionsHelp,
            Signatures.Of(
                "boolean string int", "boolean string string", "boolean string int string int", "boolean string string string int",
                "boolean string int struct", "boolean string string struct", "boolean string int string int struct", "boolean string string string int struct"),
            (arguments, cancellation) => Registering.UpdateStatusAsync(registry, arguments, cancellation)),
        new(
            "unregister",
            "Removes a service. Parameters: name, optionally host and port; without these all instances; last of all optionally a struct of options: ack, strict. Returns true, or false if nothing of that name is registered. " + WriteOptionsHelp,
            Signatures.Of("boolean string", "boolean string string int", "boolean string struct", "boolean string string int struct"),
            (arguments, cancellation) => Registering.UnregisterAsync(registry, arguments, cancellation)),
    ];

    private static IEnumerable<XmlRpcMethod> Lookups(IRegistry registry) =>
    [
        new(
            "get_service_details",
            "Returns where a service is: an array of host and port of one instance, the running ones in turn, any other only if none runs. Parameter: name. Returns false if the service is unknown.",
            Signatures.Of("array string", "boolean string"),
            (arguments, _) => Looking.GetServiceDetails(registry, arguments)),
        new(
            "get_service_status",
            "Returns the status of an instance, or the best status among all instances of a service, as a number: running 1, stopped 0, error -1, starting 2, draining 3. Parameters: name, optionally host and port. Returns false if unknown.",
            Signatures.Of("int string", "int string string int", "boolean string", "boolean string string int"),
            (arguments, _) => Looking.GetServiceStatus(registry, arguments)),
        new(
            "get_service",
            "Returns a service with all its instances: a struct of name and instances. Parameter: name. Returns false if the service is unknown.",
            Signatures.Of("struct string", "boolean string"),
            (arguments, _) => Looking.GetService(registry, arguments)),
        new(
            "resolve",
            "Returns the running instances of a service in the order for use, none if none runs. Parameters: name, optionally a struct of options: zone (its instances first), tag (only instances with it), count (at most so many).",
            Signatures.Of("array string", "array string struct"),
            (arguments, _) => Looking.Resolve(registry, arguments)),
    ];

    private static IEnumerable<XmlRpcMethod> Overviews(IRegistry registry, TimeProvider time) =>
    [
        new(
            "list_services",
            "Returns services with their instances in the order of their names. Parameter: optionally a struct: prefix, status, tag, zone (only services with such an instance), limit (1 to 1000, default 1000), after (the last name of the page before).",
            Signatures.Of("array", "array struct"),
            (arguments, _) => Surveying.ListServices(registry, arguments)),
        new(
            "get_all_service_details",
            "Returns all instances as the text of one JSON object: id, then a JSON object of name, host, port, status (number), reg_timestamp (dd-mm-yy HH:MM, UTC), id, reported, health, zone, weight, tags and metadata.",
            Signatures.Of("string"),
            (arguments, _) => Surveying.GetAllServiceDetails(registry, arguments)),
        new(
            "get_reg_count",
            "Returns the number of registered instances.",
            Signatures.Of("int"),
            (arguments, _) => Surveying.GetRegCount(registry, arguments)),
        new(
            "cluster_status",
            "Returns what this node knows of itself and of the cluster: node, ready, stale, reason, accepts_writes, write_fault, members, known (nodes that count for a majority), reachable (of these), peers (how each other known node stands to this one: standing, reachable, changes_behind, buckets_differing and more), services, instances, subscriptions, health (what this node watches: owned, leased, probed, failing and more; holds and flapping say what it holds back, and why), vector, divergence (buckets_differing, changes_behind, since), degraded_writes, restored_parts, time.",
            Signatures.Of("struct"),
            (arguments, _) => Surveying.ClusterStatus(registry, time, arguments)),
    ];

    private static XmlRpcMethod ForgetNode(IRegistry registry) => new(
        "forget_node",
        "Gives up a node that will not come back, so that majorities no longer count it; should it come back, it takes a complete copy first. Parameter: node (its id, its address as host:port, or its name if no two nodes share it). Returns true, or false if no such node is known; fault 409 if it is the node asked or one that is reachable.",
        Signatures.Of("boolean string"),
        (arguments, cancellation) => Governing.ForgetNodeAsync(registry, arguments, cancellation));
}
