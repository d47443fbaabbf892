using MicroReg.XmlRpc;

namespace MicroReg.Edge.XmlRpc.Methods;

/// <summary>The specifications that this server follows, by the names and addresses that clients look for.</summary>
internal static class Capabilities
{
    public static XmlRpcStruct All { get; } = new()
    {
        { "xmlrpc", Spec("http://www.xmlrpc.com/spec", 1) },
        { "introspection", Spec("http://phpxmlrpc.sourceforge.net/doc-2/ch10.html", 2) },
        { "system.multicall", Spec("http://www.xmlrpc.com/discuss/msgReader$1208", 1) },
        { "faults_interop", Spec("http://xmlrpc-epi.sourceforge.net/specs/rfc.fault_codes.php", 20010516) },
        { "nil", Spec("http://www.ontosys.com/xml-rpc/extensions.php", 20010518) },
    };

    private static XmlRpcValue Spec(string url, int version) =>
        XmlRpcValue.Of(new XmlRpcStruct { { "specUrl", url }, { "specVersion", version } });
}
