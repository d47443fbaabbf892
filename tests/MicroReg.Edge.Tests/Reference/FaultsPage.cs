using MicroReg.Edge.XmlRpc.Methods;

namespace MicroReg.Edge.Tests.Reference;

/// <summary>The faults, from their table.</summary>
internal static class FaultsPage
{
    public static string Write()
    {
        var page = ReferencePage.Begin("Faults", "src/MicroReg.Edge/XmlRpc/Methods/FaultTable.cs");
        page.Append("""
            An XML-RPC fault comes with HTTP status 200. The JSON face answers with a problem document (RFC 9457) and an HTTP status:
            400 for a wrong parameter, else the number of the fault. The text of a fault says what is wrong and what to do.

            | fault | means | do |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var fault in FaultTable.All)
            page.Append($"| {fault.Code} | {ReferencePage.Cell(fault.Meaning)} | {ReferencePage.Cell(fault.Remedy)} |\n");
        return page.ToString();
    }
}
