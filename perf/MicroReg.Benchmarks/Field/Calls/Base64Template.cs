using System.Buffers.Text;
using System.Text;
using MicroReg.Benchmarks.Requests;

namespace MicroReg.Benchmarks.Field.Calls;

/// <summary>A request of etcd's JSON gateway, which takes bytes in base64, so they are encoded anew for each number.</summary>
internal sealed class Base64Template : ICallTemplate
{
    private readonly byte[] _request;
    private readonly (Range Place, ICallTemplate Text)[] _fields;

    public Base64Template(string path, params (string Name, ICallTemplate Text)[] fields)
    {
        var spaces = fields.Select((field, i) => new string((char)('a' + i), Base64.GetMaxEncodedToUtf8Length(field.Text.Fill(0).Length)))
            .ToArray();
        var members = fields.Select((field, i) => $"\"{field.Name}\":\"{spaces[i]}\"");
        _request = HttpRequest.Post(path, "application/json", $"{{{string.Join(',', members)}}}");
        _fields = [.. fields.Select((field, i) => (PlaceOf(spaces[i]), field.Text))];
    }

    public ReadOnlyMemory<byte> Fill(long number)
    {
        foreach (var (place, text) in _fields)
            Base64.EncodeToUtf8(text.Fill(number).Span, _request.AsSpan(place), out _, out _);
        return _request;
    }

    private Range PlaceOf(string space)
    {
        var start = _request.AsSpan().IndexOf(Encoding.ASCII.GetBytes(space));
        return start..(start + space.Length);
    }
}
