namespace MicroReg.XmlRpc;

/// <summary>The elements of XML-RPC. <see cref="None"/> stands for the end of the document.</summary>
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

    // From here on: the scalar types.
    Integer,
    Boolean,
    Text,
    Real,
    Time,
    Base64,
    Nil,
}
