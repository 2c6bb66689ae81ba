using System.Buffers.Text;
using System.Text;

namespace Instruments.Load;

internal enum ParseResult
{
    /// <summary>More bytes are needed.</summary>
    Incomplete,

    /// <summary>One complete response is in the buffer.</summary>
    Complete,

    /// <summary>The input is not valid HTTP/1.1.</summary>
    Malformed,
}

/// <summary>The position of one response in a buffer.</summary>
internal struct ParsedResponse
{
    internal int Status;
    internal int HeadLength;

    /// <summary>Of the body in the buffer, including the chunk framing if it is chunked.</summary>
    internal int BodyLength;
    internal bool IsChunked;

    /// <summary>True when the server announces that it closes the connection after this response.</summary>
    internal bool AnnouncesClose;

    /// <summary>True when the end of the connection ends the body (RFC 9112, 6.3, rule 8).</summary>
    internal bool EndsWithConnection;

    internal readonly int Length => HeadLength + BodyLength;
}

/// <summary>
/// Parses HTTP/1.1 responses strictly by RFC 9112, to find faults of a server during a restart: a bare LF, a space before the colon,
/// two lengths, or a chunk without its CRLF is an error.
/// </summary>
internal static class ResponseParser
{
    private enum HeaderLine
    {
        Ok,
        Malformed,
    }

    /// <param name="input">Everything received since the end of the previous response.</param>
    /// <param name="answersHead">True when the request was a HEAD, whose response has no body.</param>
    /// <param name="atEnd">True when the server has closed the connection after <paramref name="input"/>.</param>
    /// <param name="response">The response; complete only when the result is Complete.</param>
    internal static ParseResult Parse(ReadOnlySpan<byte> input, bool answersHead, bool atEnd, out ParsedResponse response)
    {
        response = default;
        int head = input.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return (input.Length < 12 || LooksLikeStatusLine(input)) && !HasBareLineFeed(input)
                ? ParseResult.Incomplete
                : ParseResult.Malformed;
        }

        response.HeadLength = head + 4;
        if (!ParseHead(input[..(head + 2)], ref response, out long contentLength))
        {
            return ParseResult.Malformed;
        }

        if (answersHead || response.Status is 204 or 304 or (>= 100 and < 200))
        {
            return ParseResult.Complete;
        }

        ReadOnlySpan<byte> body = input[response.HeadLength..];
        if (response.IsChunked)
        {
            return MeasureChunks(body, out response.BodyLength);
        }

        if (contentLength >= 0)
        {
            response.BodyLength = (int)Math.Min(contentLength, int.MaxValue);
            return body.Length >= contentLength ? ParseResult.Complete : ParseResult.Incomplete;
        }

        response.EndsWithConnection = response.AnnouncesClose = true;
        response.BodyLength = body.Length;
        return atEnd ? ParseResult.Complete : ParseResult.Incomplete;
    }

    /// <summary>The body without its framing.</summary>
    internal static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> input, in ParsedResponse response)
    {
        ReadOnlySpan<byte> framed = input.Slice(response.HeadLength, response.BodyLength);
        if (!response.IsChunked)
        {
            return framed;
        }

        var body = new List<byte>(framed.Length);
        while (ParseChunkSize(framed, out int size, out int used) == ParseResult.Complete && size > 0)
        {
            body.AddRange(framed.Slice(used, size));
            framed = framed[(used + size + 2)..];
        }

        return body.ToArray();
    }

    private static bool LooksLikeStatusLine(ReadOnlySpan<byte> line)
        => line.Length >= 12 && (line.StartsWith("HTTP/1.1 "u8) || line.StartsWith("HTTP/1.0 "u8))
            && line[9..12].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    private static bool ParseHead(ReadOnlySpan<byte> head, ref ParsedResponse response, out long contentLength)
    {
        contentLength = -1;
        int end = head.IndexOf("\r\n"u8);
        ReadOnlySpan<byte> line = head[..end];
        // The space after the status is required even without a reason (RFC 9112, 4).
        if (!LooksLikeStatusLine(line) || line.Length < 13 || line[12] != ' ' || HasControls(line))
        {
            return false;
        }

        bool keepAlive = line[7] == '1';
        response.Status = ((line[9] - '0') * 100) + ((line[10] - '0') * 10) + (line[11] - '0');
        head = head[(end + 2)..];
        while (!head.IsEmpty)
        {
            end = head.IndexOf("\r\n"u8);
            if (ParseHeader(head[..end], ref response, ref contentLength, ref keepAlive) == HeaderLine.Malformed)
            {
                return false;
            }

            head = head[(end + 2)..];
        }

        response.AnnouncesClose = !keepAlive;
        return !(response.IsChunked && contentLength >= 0);
    }

    private static HeaderLine ParseHeader(ReadOnlySpan<byte> line, ref ParsedResponse response, ref long contentLength, ref bool keepAlive)
    {
        int colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[colon - 1] is (byte)' ' or (byte)'\t' || line[0] is (byte)' ' or (byte)'\t' || HasControls(line))
        {
            return HeaderLine.Malformed;
        }

        ReadOnlySpan<byte> name = line[..colon];
        ReadOnlySpan<byte> value = line[(colon + 1)..].Trim(" \t"u8);
        switch (name.Length)
        {
            case 14 when Ascii.EqualsIgnoreCase(name, "Content-Length"u8):
                bool isNumber = Utf8Parser.TryParse(value, out ulong length, out int used) && used == value.Length && length <= int.MaxValue
                    && value[0] is not (byte)'+';
                if (!isNumber || (contentLength >= 0 && contentLength != (long)length))
                {
                    return HeaderLine.Malformed;
                }

                contentLength = (long)length;
                break;
            case 17 when Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8):
                if (!Ascii.EqualsIgnoreCase(value, "chunked"u8) || response.IsChunked)
                {
                    return HeaderLine.Malformed;
                }

                response.IsChunked = true;
                break;
            case 10 when Ascii.EqualsIgnoreCase(name, "Connection"u8):
                keepAlive = !HasToken(value, "close"u8) && (keepAlive || HasToken(value, "keep-alive"u8));
                break;
        }

        return HeaderLine.Ok;
    }

    private static bool HasToken(ReadOnlySpan<byte> list, ReadOnlySpan<byte> token)
    {
        foreach (Range range in list.Split((byte)','))
        {
            if (Ascii.EqualsIgnoreCase(list[range].Trim(" \t"u8), token))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasControls(ReadOnlySpan<byte> line)
    {
        foreach (byte value in line)
        {
            if ((value < ' ' && value != '\t') || value == 0x7f)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasBareLineFeed(ReadOnlySpan<byte> head)
    {
        int feed = head.IndexOf((byte)'\n');
        while (feed >= 0)
        {
            if (feed == 0 || head[feed - 1] != '\r')
            {
                return true;
            }

            head = head[(feed + 1)..];
            feed = head.IndexOf((byte)'\n');
        }

        return false;
    }

    private static ParseResult MeasureChunks(ReadOnlySpan<byte> body, out int length)
    {
        length = 0;
        while (true)
        {
            ParseResult result = ParseChunkSize(body[length..], out int size, out int used);
            if (result != ParseResult.Complete)
            {
                return result;
            }

            length += used;
            if (size == 0)
            {
                return MeasureTrailers(body, ref length);
            }

            if (body.Length < length + size + 2)
            {
                return ParseResult.Incomplete;
            }

            length += size;
            if (!body[length..].StartsWith("\r\n"u8))
            {
                return ParseResult.Malformed;
            }

            length += 2;
        }
    }

    private static ParseResult ParseChunkSize(ReadOnlySpan<byte> body, out int size, out int used)
    {
        (size, used) = (0, 0);
        int end = body.IndexOf("\r\n"u8);
        if (end < 0)
        {
            return body.Length > 1024 ? ParseResult.Malformed : ParseResult.Incomplete;
        }

        // Chunk extensions are allowed and ignored (RFC 9112, 7.1.1).
        int extension = body[..end].IndexOf((byte)';');
        ReadOnlySpan<byte> hexadecimal = extension < 0 ? body[..end] : body[..extension];
        used = end + 2;
        return Utf8Parser.TryParse(hexadecimal, out size, out int digits, 'x') && digits == hexadecimal.Length && size >= 0
            ? ParseResult.Complete
            : ParseResult.Malformed;
    }

    private static ParseResult MeasureTrailers(ReadOnlySpan<byte> body, ref int length)
    {
        while (true)
        {
            int end = body[length..].IndexOf("\r\n"u8);
            if (end < 0)
            {
                return ParseResult.Incomplete;
            }

            length += end + 2;
            if (end == 0)
            {
                return ParseResult.Complete;
            }
        }
    }
}
