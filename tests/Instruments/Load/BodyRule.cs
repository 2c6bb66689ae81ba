using System.Buffers.Text;

namespace Instruments.Load;

/// <summary>The rule for a correct body.</summary>
internal sealed class BodyRule
{
    private readonly byte[]? _exactly;

    private BodyRule(byte[]? exactly) => _exactly = exactly;

    /// <summary><c>pid=&lt;pid&gt;\n</c>: the answer of <c>/process/id</c>, which names its process.</summary>
    internal static BodyRule PidLine { get; } = new(null);

    internal static BodyRule Exactly(ReadOnlySpan<byte> body) => new(body.ToArray());

    /// <param name="body">The body of the answer.</param>
    /// <param name="pid">The process that answered, or 0 if the body does not name it.</param>
    internal bool Accepts(ReadOnlySpan<byte> body, out int pid)
    {
        pid = 0;
        if (_exactly is not null)
        {
            return body.SequenceEqual(_exactly);
        }

        return body.StartsWith("pid="u8)
            && Utf8Parser.TryParse(body[4..], out pid, out int used)
            && pid > 0
            && body[(4 + used)..].SequenceEqual("\n"u8);
    }
}
