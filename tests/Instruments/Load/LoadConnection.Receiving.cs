using System.Diagnostics;
using Instruments.Posix;
using Tmds.Linux;

namespace Instruments.Load;

// The input: an answer in any number of pieces, the end, or a reset.
internal sealed partial class LoadConnection
{
    private void Receive()
    {
        while (true)
        {
            if (_received == _buffer.Length)
            {
                OnMalformed($"an answer of more than {_buffer.Length} bytes");
                return;
            }

            int result = StreamSocket.Receive(_fd, _buffer.AsSpan(_received));
            if (result == -LibC.EAGAIN)
            {
                _missedEvent = false;
                return;
            }

            if (result < 0)
            {
                OnReset(-result, $"after {_received} bytes of the answer");
                return;
            }

            _received += result;
            ReadOnlySpan<byte> input = _buffer.AsSpan(0, _received);
            switch (ResponseParser.Parse(input, answersHead: false, atEnd: result == 0, out ParsedResponse response))
            {
                case ParseResult.Malformed:
                    OnMalformed("not HTTP/1.1");
                    return;
                case ParseResult.Complete:
                    OnAnswer(input, response, atEnd: result == 0);
                    return;
                case ParseResult.Incomplete when result == 0:
                    Report.EarlyEnds++;
                    Fail($"the connection ended after {_received} bytes of the answer");
                    return;
            }
        }
    }

    private void OnAnswer(ReadOnlySpan<byte> input, in ParsedResponse response, bool atEnd)
    {
        long now = Stopwatch.GetTimestamp();
        if (response.Length != _received)
        {
            OnMalformed($"{_received - response.Length} bytes after the answer, without a request");
            return;
        }

        if (response.Status != 200)
        {
            Report.Non200++;
            Fail($"status {response.Status}");
            return;
        }

        if (!loop.Plan.Body.Accepts(ResponseParser.Body(input, response), out int pid))
        {
            OnMalformed("another body than the plan's");
            return;
        }

        Report.Answered++;
        _answersOnConnection++;
        LastAnsweredAt = now;
        loop.Answered(_sentAt, now, pid);
        if (loop.Plan.NewConnectionPerRequest && !atEnd)
        {
            _phase = Phase.Ending;
            ReceiveEnd();
            return;
        }

        if (response.AnnouncesClose && !loop.Plan.NewConnectionPerRequest)
        {
            Report.ClosedAnnounced++;
        }

        if (response.AnnouncesClose)
        {
            Close();
            _phase = Phase.Absent;
        }
        else
        {
            _phase = Phase.Idle;
            if (_missedEvent && loop.Plan.LooksFirst)
            {
                Look();
            }
        }

        loop.Think(this);
    }

    private void ReceiveEnd()
    {
        int result = StreamSocket.Receive(_fd, _buffer);
        if (result == -LibC.EAGAIN)
        {
            return;
        }

        if (result > 0)
        {
            OnMalformed($"{result} bytes after the answer, without a request");
            return;
        }

        if (result < 0)
        {
            Report.ResetsAfterAnswer++;
            Lost($"{StreamSocket.Describe(-result)} after the answer");
        }

        Close();
        _phase = Phase.Absent;
        loop.Think(this);
    }
}
