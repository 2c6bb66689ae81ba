using System.Text;
using Graceful.Transport;

namespace Runtime.Tests.Transport;

public sealed class OpeningBytesTests
{
    [Theory]
    [InlineData("GET / HTTP/1.1\r\n", "GET", true)]
    [InlineData("\r\nGET / HTTP/1.1\r\n", "GET", true)]
    [InlineData("G", "GET", true)]
    [InlineData("GE", "GET", true)]
    [InlineData("GET", "GET", true)]
    [InlineData("PROPPATCH / HTTP/1.1\r\n", "PROPPATCH", true)]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\nGET / HTTP/1.1\r\n", "GET", false)]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\nPUT / HTTP/1.1\r\n", "PUT", false)]
    [InlineData("\r\n\r\n\0\r\nQUIT\nGET / HTTP/1.1\r\n", "GET", false)]
    [InlineData("GETX / HTTP/1.1\r\n", "GET", false)]
    [InlineData("\r\n", "GET", true)]
    public void Bytes_before_the_first_request_are_noticed(string first, string method, bool mayBegin)
    {
        var opening = default(OpeningBytes);
        opening.Record(Encoding.Latin1.GetBytes(first));
        Assert.Equal(mayBegin, opening.MayBeginWith(method));
    }

    [Theory]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", true, false)]
    [InlineData("\u0016\u0003\u0001", false, true)]
    [InlineData("GET / HTTP/1.1\r\n", false, false)]
    [InlineData("PR", false, false)]
    public void The_protocol_shows_in_the_first_bytes(string first, bool isHttp2, bool isTls)
    {
        var opening = default(OpeningBytes);
        opening.Record(Encoding.Latin1.GetBytes(first));
        Assert.Equal((isHttp2, isTls), (opening.IsHttp2Preface, opening.IsTlsHandshake));
    }
}
