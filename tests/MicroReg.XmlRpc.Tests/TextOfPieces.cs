using System.Buffers;
using System.Text;

namespace MicroReg.XmlRpc.Tests;

/// <summary>Streamed text for tests. Writes the given pieces one at a time.</summary>
internal sealed class TextOfPieces(params IEnumerable<string> pieces) : IUtf8TextSource
{
    public IUtf8TextPass Begin() => new Pass(pieces.GetEnumerator());

    private sealed class Pass(IEnumerator<string> pieces) : IUtf8TextPass
    {
        private bool _more = pieces.MoveNext();

        public bool WriteNext(IBufferWriter<byte> output)
        {
            if (_more)
                output.Write(Encoding.UTF8.GetBytes(pieces.Current));
            return _more = _more && pieces.MoveNext();
        }

        public void Dispose() => pieces.Dispose();
    }
}
