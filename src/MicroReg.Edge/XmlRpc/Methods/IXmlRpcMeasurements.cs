namespace MicroReg.Edge.XmlRpc.Methods;

/// <summary>
/// Counts requests. What comes from the request itself, such as a name that no method has, is not handed over, so that
/// callers cannot make up endless labels.
/// </summary>
internal interface IXmlRpcMeasurements
{
    /// <summary>The method, with its calls measured; asked once for each method, those of <c>system.</c> included.</summary>
    XmlRpcMethod Measure(XmlRpcMethod method);

    /// <summary>Counts a call of a name that no method has.</summary>
    void CountUnknown();

    /// <summary>Counts a request that is no method call.</summary>
    /// <param name="fault">The code of the fault that it was answered with.</param>
    void CountMalformed(int fault);
}
