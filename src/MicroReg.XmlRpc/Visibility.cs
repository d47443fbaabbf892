using System.Runtime.CompilerServices;

// The edge writes streamed text into its own buffers.
[assembly: InternalsVisibleTo("MicroReg.Edge")]

// The tests compare the two tag sources. Callers only see one reader.
[assembly: InternalsVisibleTo("MicroReg.XmlRpc.Tests")]
[assembly: InternalsVisibleTo("MicroReg.Edge.Tests")]
