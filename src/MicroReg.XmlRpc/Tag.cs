namespace MicroReg.XmlRpc;

/// <summary>The elements of XML-RPC. <see cref="None"/> means the end of the document.</summary>
internal enum Tag : byte
{
    None,
    Unknown,
    MethodCall,
    MethodResponse,
    MethodName,
    Params,
    Param,
    Fault,
    Value,
    Struct,
    Member,
    Name,
    Array,
    Data,

    // The scalar types begin here.
    Integer,
    Boolean,
    Text,
    Real,
    Time,
    Base64,
    Nil,
}
