namespace MicroReg.Benchmarks.Profiling.Areas;

/// <summary>The area of managed code, by its assembly and, in the libraries of .NET, by its type.</summary>
internal static class ManagedAreas
{
    private static readonly (string Assembly, Area Area)[] Assemblies =
    [
        ("MicroReg.XmlRpc", Area.EdgeAndXmlRpc), ("MicroReg.Edge", Area.EdgeAndXmlRpc), ("MicroReg.Domain", Area.Domain),
        ("MicroReg.Actors", Area.Actors), ("MicroReg.Storage", Area.Storage), ("MicroReg.Hosting", Area.Node),
        ("microreg-node", Area.Node), ("Akka", Area.Akka),
        ("DotNetty", Area.Akka), ("Microsoft.Data.Sqlite", Area.Sqlite), ("SQLitePCLRaw", Area.Sqlite),
        ("Microsoft.AspNetCore", Area.Web), ("Microsoft.Extensions", Area.Web), ("Microsoft.Net.Http", Area.Web),
        ("System.Net", Area.Web), ("System.IO.Pipelines", Area.Web), ("System.Text.Json", Area.Json),
        ("System.Collections", Area.Collections),
        ("System.Text", Area.Text), ("System.Private.Xml", Area.Text), ("System.Threading", Area.Threading),
    ];

    private static readonly (string Type, Area Area)[] CoreTypes =
    [
        ("System.Collections.", Area.Collections), ("System.Text.", Area.Text), ("System.String", Area.Text), ("System.Number", Area.Text),
        ("System.SpanHelpers", Area.Text),
        ("System.MemoryExtensions", Area.Text), ("System.Buffers.Text.", Area.Text), ("System.Char", Area.Text),
        ("System.Globalization.", Area.Text),
        ("System.Marvin", Area.Text), ("System.Ascii", Area.Text), ("System.UInt32", Area.Text), ("System.Int32", Area.Text),
        ("System.Threading.", Area.Threading),
        ("System.Runtime.CompilerServices.Async", Area.Threading), ("System.Runtime.CompilerServices.PoolingAsync", Area.Threading),
        ("System.Runtime.CompilerServices.Task", Area.Threading), ("System.Runtime.CompilerServices.ValueTask", Area.Threading),
    ];

    /// <param name="assembly">Its name.</param>
    /// <param name="type">Empty if it is not known.</param>
    public static Area Of(string assembly, string type)
    {
        foreach (var (prefix, area) in Assemblies)
        {
            if (assembly == prefix || (assembly.StartsWith(prefix, StringComparison.Ordinal) && assembly[prefix.Length] == '.'))
                return area;
        }
        foreach (var (prefix, area) in CoreTypes)
        {
            if (type.StartsWith(prefix, StringComparison.Ordinal))
                return area;
        }
        return Area.Libraries;
    }
}
