namespace MicroReg.Benchmarks.Events.Swarm;

/// <summary>
/// Takes HTTP's chunk framing out of what is received, in place and across any division into packets. Just what a server that
/// streams sends: hexadecimal sizes, no extensions that matter, no trailers.
/// </summary>
internal sealed class ChunkDecoder
{
    private State _state;
    private int _left;

    private enum State
    {
        Size,
        SizeEnd,
        Data,
        DataEnd,
    }

    /// <summary>True behind the last chunk.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>Moves the content to the front.</summary>
    /// <returns>How many bytes of content there are.</returns>
    /// <exception cref="InvalidDataException">This is no chunked body.</exception>
    public int Decode(Span<byte> received)
    {
        var content = 0;
        for (var at = 0; at < received.Length && !IsEnd;)
        {
            if (_state == State.Data)
            {
                var count = Math.Min(_left, received.Length - at);
                received.Slice(at, count).CopyTo(received[content..]);
                (content, at, _left) = (content + count, at + count, _left - count);
                if (_left == 0)
                    _state = State.DataEnd;
            }
            else
            {
                Step(received[at++]);
            }
        }
        return content;
    }

    private void Step(byte value)
    {
        switch (_state)
        {
            case State.Size when char.IsAsciiHexDigit((char)value):
                _left = checked((_left * 16) + Digit(value));
                break;
            case State.Size when value is (byte)'\r':
                _state = State.SizeEnd;
                break;
            case State.SizeEnd when value is (byte)'\n':
                IsEnd = _left == 0;
                _state = State.Data;
                break;
            case State.DataEnd when value is (byte)'\r':
                break;
            case State.DataEnd when value is (byte)'\n':
                _state = State.Size;
                break;
            default:
                throw new InvalidDataException($"Byte {value} is not where a chunk has it.");
        }
    }

    private static int Digit(byte value) => value <= '9' ? value - '0' : (value | 0x20) - 'a' + 10;
}
