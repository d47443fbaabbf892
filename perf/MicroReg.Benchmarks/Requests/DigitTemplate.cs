namespace MicroReg.Benchmarks.Requests;

/// <summary>Pre-built bytes that differ from call to call in a few digits only.</summary>
internal sealed class DigitTemplate : ICallTemplate
{
    private readonly byte[] _bytes;
    private readonly List<(int Start, int Length, NumberField Field)> _places = [];

    /// <param name="template">Its runs of '#' are filled by <paramref name="fields"/> in turn.</param>
    /// <param name="fields">One for each run of '#'.</param>
    public DigitTemplate(ReadOnlySpan<byte> template, params ReadOnlySpan<NumberField> fields)
    {
        _bytes = template.ToArray();
        var end = 0;
        foreach (var field in fields)
        {
            var start = end + template[end..].IndexOf((byte)'#');
            end = start + template[start..].IndexOfAnyExcept((byte)'#') is var next && next > start ? next : template.Length;
            _places.Add((start, end - start, field));
        }
        // In binary requests a length may happen to be the code of '#'.
        if (template[end..].Contains((byte)'#'))
            throw new ArgumentException($"The template has more runs of '#' than {fields.Length} fields.", nameof(template));
    }

    /// <summary>The bytes for a number; valid until the next call.</summary>
    public ReadOnlyMemory<byte> Fill(long number)
    {
        foreach (var (start, length, field) in _places)
            WriteDigits(_bytes.AsSpan(start, length), field.ValueOf(number));
        return _bytes;
    }

    private static void WriteDigits(Span<byte> digits, long value)
    {
        for (var i = digits.Length - 1; i >= 0; i--, value /= 10)
            digits[i] = (byte)('0' + (value % 10));
    }
}
