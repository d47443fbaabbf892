namespace MicroReg.Edge.XmlRpc.Methods;

/// <summary>
/// Counts requests. Nothing that a caller can choose freely, such as the name of an unknown method, is passed on, so callers cannot create
/// labels without end.
/// </summary>
internal interface IXmlRpcMeasurements
{
    /// <summary>The method with its calls measured. Called once for each method, including those of <c>system.</c>.</summary>
    XmlRpcMethod Measure(XmlRpcMethod method);

    /// <summary>Counts a call of a name that no method has.</summary>
    void CountUnknown();

    /// <summary>Counts a request that is no method call.</summary>
    /// <param name="fault">The code of the fault that it was answered with.</param>
    void CountMalformed(int fault);
}
