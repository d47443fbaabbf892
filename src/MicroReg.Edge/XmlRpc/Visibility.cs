using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("MicroReg.Edge.Tests")]
