using System.Text;

namespace Runtime.Tests.Splits;

/// <summary>The requests of the split test: ordinary ones, unusual ones, and wrong ones.</summary>
internal static class SplitCases
{
    private const string End = "\r\n\r\n";
    private const string Host = " HTTP/1.1\r\nHost: t\r\n";

    /// <summary>Makes the server close the connection.</summary>
    private const string Last = $"GET /echo?n=last{Host}Connection: close{End}";

    internal static IReadOnlyList<SplitCase> All { get; } =
        [.. WithoutBody(), .. WithLength(), .. Chunked(), .. OldVersions(), .. Wrong(), .. Incomplete()];

    private static string ManyHeaders => string.Concat(Enumerable.Range(0, 20).Select(i => $"X-{i}: {i}\r\n"));

    private static string Get(string number) => $"GET /echo?n={number}{Host}\r\n¦";

    private static string Post(string body, string headers = "") =>
        $"POST /body{Host}Content-Length: {Encoding.Latin1.GetByteCount(body)}\r\n{headers}\r\n{body}¦";

    private static string Chunks(string chunks, string headers = "") =>
        $"POST /body{Host}Transfer-Encoding: chunked\r\n{headers}\r\n{chunks}";

    private static IEnumerable<SplitCase> WithoutBody()
    {
        yield return Kept("GET", Get("1"));
        yield return Kept("two GET", Get("1") + Get("2"));
        yield return Kept("five GET", string.Concat("12345".Select(digit => Get($"{digit}"))));
        yield return Kept("HEAD", $"HEAD /echo?n=1{Host}\r\n¦" + Get("2"));
        yield return Kept("OPTIONS *", $"OPTIONS *{Host}\r\n¦" + Get("2"));
        yield return Kept("DELETE", $"DELETE /echo?n=1{Host}\r\n¦");
        yield return Kept("a method of the application", $"PURGE /echo?n=1{Host}\r\n¦");
        yield return Kept("lower case and no blanks", "GET /echo?n=1 HTTP/1.1\r\nhost:t\r\naccept:*/*\r\n\r\n¦");
        yield return Kept("blanks around values", "GET /echo?n=1 HTTP/1.1\r\nHost:   t  \r\nAccept: \t */* \t\r\n\r\n¦");
        yield return Kept("an empty value", $"GET /echo?n=1{Host}X-Empty:\r\n\r\n¦");
        yield return Kept("many headers", $"GET /echo?n=1{Host}{ManyHeaders}\r\n¦");
        yield return Kept("a long header", $"GET /echo?n=1{Host}X-Long: {new string('x', 500)}\r\n\r\n¦");
        yield return Kept("cookies", $"GET /echo?n=1{Host}Cookie: a=b; c=d\r\nCookie: e=f\r\n\r\n¦");
        yield return Kept("an absolute form", "GET http://t/echo?n=1 HTTP/1.1\r\nHost: t\r\n\r\n¦");
        yield return Kept("escapes in the path", $"GET /%65cho?n=%31+2%20{Host}\r\n¦");
        yield return Kept("bytes of UTF-8 in the path", $"GET /M\u00c3\u00bcller{Host}\r\n¦");
        yield return Kept("a long path", $"GET /{new string('p', 500)}{Host}\r\n¦" + Get("2"));
        yield return Kept("404", $"GET /nowhere{Host}\r\n¦" + Get("2"));
        yield return Kept("a large response", $"GET /big?n=100000{Host}\r\n¦" + Get("2"));
        yield return Kept("a response that is cleared", $"GET /clear{Host}\r\n¦" + Get("2"));
        yield return Kept("keep-alive", $"GET /echo?n=1{Host}Connection: keep-alive\r\n\r\n¦");
        yield return new("close", $"GET /echo?n=1{Host}Connection: close{End}");
        yield return new(
            "a request after close",
            $"GET /echo?n=1{Host}Connection: close{End}" + Get("2").Replace("¦", "", StringComparison.Ordinal));
        yield return new("an upgrade", $"GET /upgrade{Host}Connection: Upgrade\r\nUpgrade: echo{End}GET / HTTP/1.1{End}")
        {
            IsEndedByClient = true,
        };
    }

    private static IEnumerable<SplitCase> WithLength()
    {
        yield return Kept("POST", Post("abcde"));
        yield return Kept("PUT", $"PUT /body{Host}Content-Length: 3\r\n\r\nabc¦" + Get("2"));
        yield return Kept("a body without a byte", Post("") + Get("2"));
        yield return Kept("POST without a length", $"POST /body{Host}\r\n¦" + Get("2"));
        yield return Kept("GET with a body", $"GET /body{Host}Content-Length: 3\r\n\r\nabc¦" + Get("2"));
        yield return Kept("two POST", Post("abc") + Post("defgh"));
        yield return Kept("GET between two POST", Post("abc") + Get("1") + Post("def"));
        yield return Kept("a body that looks like a request", Post("GET /echo?n=9 HTTP/1.1\r\nHost: t\r\n\r\n") + Get("2"));
        yield return Kept("a body of empty lines", Post("\r\n\r\n\r\n") + Get("2"));
        yield return Kept("a body that ends in the middle of a line end", Post("abc\r") + Get("2"));
        yield return Kept("an empty line after a body", Post("abc") + "\r\n¦" + Get("2"));
        yield return Kept("two empty lines after a body", Post("abc") + "\r\n¦\r\n¦" + Get("2"));
        yield return Kept("an empty line between two GET", Get("1") + "\r\n¦" + Get("2"));
        yield return Kept("bytes that are no text", Post("\0\u0001\u00ff\u0080\r\n\0"));
        yield return Kept("a body of one kilobyte", Post(new string('b', 1000)) + Get("2"));
        yield return Kept("100-continue", Post("abc", "Expect: 100-continue\r\n") + Get("2"));
        yield return Kept(
            "a body that is not read",
            $"POST /unread{Host}Content-Length: 20\r\n\r\n{new string('u', 20)}¦" + Get("2"),
            isHurried: true);
        yield return Kept(
            "100-continue that is not read",
            $"POST /unread{Host}Content-Length: 5\r\nExpect: 100-continue{End}abcde¦" + Get("2"),
            mayAnnounceClose: true, isHurried: true);
    }

    private static IEnumerable<SplitCase> Chunked()
    {
        yield return KeptLong("a chunk", Chunks("5\r\nabcde\r\n0" + End));
        yield return KeptLong("chunks", Chunks("1\r\na\r\n2\r\nbc\r\n3\r\ndef\r\n0" + End));
        yield return KeptLong("no chunk", Chunks("0" + End));
        yield return KeptLong("a size in upper case with zeros", Chunks("000A\r\n0123456789\r\n0" + End));
        yield return KeptLong("extensions of a chunk", Chunks("5;name=value;other\r\nabcde\r\n0;last" + End));
        yield return KeptLong("trailers", Chunks("5\r\nabcde\r\n0\r\nX-Sum: 1\r\nX-Other: 2" + End));
        yield return KeptLong("GET after chunks", Chunks("3\r\nabc\r\n0" + End) + Get("2") + Get("3"));
        yield return KeptLong("chunks after GET", Get("1") + Chunks("3\r\nabc\r\n0" + End));
        yield return KeptLong("chunks between two POST", Post("abc") + Chunks("3\r\ndef\r\n0" + End) + Post("ghi"));
        yield return KeptLong("a chunk that looks like a request", Chunks("23\r\nGET /echo?n=9 HTTP/1.1\r\nHost: t\r\n\r\n\r\n0" + End));
        yield return KeptLong("chunks with 100-continue", Chunks("3\r\nabc\r\n0" + End, "Expect: 100-continue\r\n"));
        yield return Kept(
            "chunks that are not read",
            $"POST /unread{Host}Transfer-Encoding: chunked{End}3\r\nabc\r\n0{End}" + Get("2"),
            mayAnnounceClose: true, isHurried: true);
    }

    private static IEnumerable<SplitCase> OldVersions()
    {
        yield return new("HTTP/1.0", $"GET /echo?n=1 HTTP/1.0{End}");
        yield return new("HTTP/1.0 with Host", $"GET /echo?n=1 HTTP/1.0\r\nHost: t{End}");
        yield return new("HTTP/1.0 with keep-alive", $"GET /echo?n=1 HTTP/1.0\r\nConnection: keep-alive{End}¦GET /echo?n=2 HTTP/1.0{End}");
        yield return new("POST of HTTP/1.0", $"POST /body HTTP/1.0\r\nContent-Length: 3{End}abc");
        yield return new("chunks of HTTP/1.0", $"POST /body HTTP/1.0\r\nTransfer-Encoding: chunked{End}3\r\nabc\r\n0{End}");
        yield return new("an unknown version", $"GET /echo?n=1 HTTP/9.9\r\nHost: t{End}");
        yield return new("the preface of HTTP/2", $"PRI * HTTP/2.0{End}SM{End}");
    }

    private static IEnumerable<SplitCase> Wrong()
    {
        yield return new("no Host", $"GET /echo?n=1 HTTP/1.1{End}");
        yield return new("two Hosts", $"GET /echo?n=1{Host}Host: u{End}");
        yield return new("a wrong Host", $"GET /echo?n=1 HTTP/1.1\r\nHost: a b/c{End}");
        yield return new("a wrong method", $"G@T /echo?n=1{Host}\r\n");
        yield return new("a line without meaning", $"hello{End}");
        yield return new("a header without a colon", $"GET /echo?n=1{Host}nothing{End}");
        yield return new("a blank before the colon", $"GET /echo?n=1{Host}X-Blank : 1{End}");
        yield return new("a header on two lines", $"GET /echo?n=1{Host}X-Fold: a\r\n b{End}");
        yield return new("a zero in a header", $"GET /echo?n=1{Host}X-Zero: a\0b{End}");
        yield return new("a negative length", $"POST /body{Host}Content-Length: -1{End}");
        yield return new("two lengths", $"POST /body{Host}Content-Length: 3\r\nContent-Length: 4{End}abcd");
        yield return new("a length and chunks", $"POST /body{Host}Content-Length: 3\r\nTransfer-Encoding: chunked{End}3\r\nabc\r\n0{End}")
        {
            MayAnnounceClose = true,
        };
        yield return new("an unknown coding", $"POST /body{Host}Transfer-Encoding: gzip{End}abc");
        yield return Long("a wrong size of a chunk", Chunks("x\r\nabc\r\n0" + End));
        yield return Long("a chunk that is longer than its size", Chunks("2\r\nabc\r\n0" + End));
        yield return new("a wrong request after a good one", Get("1") + $"G@T /{Host}\r\n");
        yield return new("line feeds alone", "GET /echo?n=1 HTTP/1.1\nHost: t\n\n¦") { IsEndedByClient = true };
    }

    /// <summary>The client ends in the middle of a request.</summary>
    private static IEnumerable<SplitCase> Incomplete()
    {
        yield return Cut("half a request line", "GET /ec");
        yield return Cut("half a head", "GET /echo?n=1 HTTP/1.1\r\nHo");
        yield return Cut("half a head after a GET", Get("1") + "GET /echo?n=2 HTTP/1.1\r\n");
        yield return Cut("half a body", $"POST /body{Host}Content-Length: 10{End}abcde");
        yield return Cut("half a chunk", Chunks("5\r\nab"), mayAnnounceClose: true);
        yield return Cut("half an empty line", Get("1") + "\r");
    }

    private static SplitCase Kept(string name, string marked, bool mayAnnounceClose = false, bool isHurried = false) =>
        new(name, marked + Last) { MayAnnounceClose = mayAnnounceClose, IsHurried = isHurried };

    private static SplitCase KeptLong(string name, string marked) => Kept(name, marked, mayAnnounceClose: true);

    private static SplitCase Long(string name, string marked) => new(name, marked) { MayAnnounceClose = true };

    private static SplitCase Cut(string name, string marked, bool mayAnnounceClose = false) =>
        new(name, marked) { MayAnnounceClose = mayAnnounceClose, IsEndedByClient = true };
}
