using System.Buffers;
using System.IO.Pipelines;

namespace Binding.Bench;

/// <summary>A request body that is complete from the start.</summary>
internal sealed class BodyReader : PipeReader
{
    private ReadOnlySequence<byte> _rest;

    public void Begin(byte[] body) => _rest = new(body);

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        new(new ReadResult(_rest, isCanceled: false, isCompleted: true));

    public override bool TryRead(out ReadResult result)
    {
        result = new(_rest, isCanceled: false, isCompleted: true);
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed) => _rest = _rest.Slice(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => AdvanceTo(consumed);

    public override void CancelPendingRead()
    {
    }

    public override void Complete(Exception? exception = null)
    {
    }
}
