using System.Buffers.Text;
using MicroReg.Benchmarks.Load;

namespace MicroReg.Benchmarks.Requests;

/// <summary>Puts through etcd's JSON gateway, which takes key and value in base64, so they are encoded anew in each call.</summary>
internal sealed class EtcdPutRequests : IRequestSource
{
    private readonly DigitTemplate _key;
    private readonly DigitTemplate _value;
    private readonly NumberSequence _numbers;
    private readonly byte[] _request;
    private readonly Range _keyPlace;
    private readonly Range _valuePlace;

    public EtcdPutRequests(DigitTemplate key, DigitTemplate value, NumberSequence numbers)
    {
        (_key, _value, _numbers) = (key, value, numbers);
        var keySpace = new string('k', Base64.GetMaxEncodedToUtf8Length(key.Fill(0).Length));
        var valueSpace = new string('v', Base64.GetMaxEncodedToUtf8Length(value.Fill(0).Length));
        _request = HttpRequest.Post("/v3/kv/put", "application/json", $$"""{"key":"{{keySpace}}","value":"{{valueSpace}}"}""");
        _keyPlace = PlaceOf(keySpace);
        _valuePlace = PlaceOf(valueSpace);
    }

    public ReadOnlyMemory<byte> Next()
    {
        var number = _numbers.Take();
        Base64.EncodeToUtf8(_key.Fill(number).Span, _request.AsSpan(_keyPlace), out _, out _);
        Base64.EncodeToUtf8(_value.Fill(number).Span, _request.AsSpan(_valuePlace), out _, out _);
        return _request;
    }

    private Range PlaceOf(string space)
    {
        var start = _request.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(space));
        return start..(start + space.Length);
    }
}
