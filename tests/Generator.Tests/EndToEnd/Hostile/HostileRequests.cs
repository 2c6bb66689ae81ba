using System.Globalization;
using System.Text;

namespace Generator.Tests.EndToEnd.Hostile;

/// <param name="Bytes">The whole request, with its head.</param>
/// <param name="MayLackMore">True when its framing lets the server wait for more bytes: the client must then end its stream.</param>
internal sealed record HostileRequest(byte[] Bytes, bool MayLackMore);

/// <summary>Requests to the bookshop with one or more faults, and some without.</summary>
internal sealed class HostileRequests(Random random)
{
    private static readonly string[] Segments =
    [
        "1", "2", "3", "0", "-1", "2147483648", "99999999999999999999999999", "1e5", "", ".", "..", "%2e%2e", "%2F", "%5C", "%00", "%",
        "%4", "%zz", "%FF", "%C0%AF",
        "%E2%82", "%u0041", "%E0%A5%A7", "%F0%9F%98%80", "+", "a;b", "978-0-14-143958-7", "9780306406157", "Ink", "Encre%2FRouge", "a%20b",
        "\u00e9", "\0", "*", "~", "'", "%0d%0aX-A:%20b",
    ];

    private static readonly string[] Values =
    [
        "", "1", "0", "-1", "1,5", "1.5", "1e400", "-1e-400", "NaN", "99999999999999999999999999999999999",
        "7922816251426433759354395033500", "novel", "NOVEL,poetry", "17", "true", "null",
        "%00", "%", "%4", "%zz", "%FF", "%C0%AF", "%E2%82", "%26", "%3D", "a%0d%0ab", "\u00e9", "%F0%9F%98%80", "[]", "{}", "$ne",
        "'--", "<a>", "%E2%80%AE",
    ];

    private static readonly string[] Keys = ["title", "genre", "cheaper", "page", "size", "country", "", "%", "genre[]", "genre[0]",
        "%67enre", "PAGE", "__proto__", "%00", "page%00", "a"];

    private static readonly string[] Orders =
    [
        """{"lines":[{"book":1,"count":2},{"book":3,"count":1}]}""", """{"lines":[]}""", """{"lines":null}""", """{"lines":[null]}""",
        """{"lines":[{"book":1,"count":2},null]}""", "{}", "null", "[]", "1", "\"\"",
        """{"lines":[{"book":99999999999,"count":1}]}""", """{"lines":[{"book":1e0,"count":1}]}""",
        """{"lines":[{"book":1.5,"count":1}]}""", """{"lines":[{"book":1,"count":1,"count":-1}]}""",
        """{"lines":[{"book":1,"count":1}],"lines":5}""", """{"lines":{"0":{"book":1}}}""", """{"LINES":[{"BOOK":1,"COUNT":1}]}""",
        """{"lines":[{"book":"1","count":"1"}]}""", """{"$type":"System.Object"}""", """{"$ref":"1"}""",
    ];

    private static readonly string[] Books =
    [
        """{"isbn":"9780306406157","title":"Chaos","genre":"science","price":12}""",
        """{"isbn":"9780306406157","title":null,"genre":"science","price":12}""", """{"isbn":"9780306406157","genre":"novel","price":12}""",
        """{"isbn":null,"title":"a","genre":"novel","price":12}""", """{"isbn":"9780306406157","title":"a","genre":99,"price":12}""",
        """{"isbn":"9780306406157","title":"a","genre":"novel","price":1e999}""",
        """{"isbn":"9780306406157","title":"a","genre":"novel","price":79228162514264337593543950335}""",
        """{"isbn":"9780306406157","title":"\ud800","genre":"novel","price":1}""",
        """{"isbn":"9780306406157","title":"\u0000","genre":"novel","price":1}""",
        """{"isbn":"\u0660780306406157","title":"a","genre":"novel","price":1}""", """{"isbn":1,"title":[],"genre":{},"price":""}""",
        """{"isbn":"9780306406157","title":"a","genre":"novel,science","price":1}""",
    ];

    private static readonly string[] JsonTypes = ["application/json", "application/json", "application/json",
        "application/json; charset=utf-8", "application/json; charset=utf-16", "application/json; charset=nonsense",
        "application/json; charset=utf-7", "application/json; charset=\"utf-8\"", "application/json;;", "text/json", "application/xml",
        "*/*", "json", "", "application/json, text/plain", "\u00e9"];

    private static readonly string[] ApiKeys = ["", "X-Api-Key: ann-key\r\n", "X-Api-Key: ann-key\r\n", "X-Api-Key: ann-key\r\n",
        "X-Api-Key: bob-key\r\n", "X-Api-Key: \u00e9\r\n", "X-Api-Key: ann-key\r\nX-Api-Key: bob-key\r\n", "X-Api-Key:\r\n"];

    public HostileRequest Next() => random.Next(10) switch
    {
        0 or 1 => Bodiless("GET", $"/books?{Query()}"),
        2 => Bodiless(One(["GET", "GET", "DELETE", "HEAD", "OPTIONS", "PUT", "PATCH", "get", "X"]), Path()),
        3 => Bodiless("GET", $"/suppliers?{Query()}"),
        4 => Json("/orders", Orders),
        5 => Json("/books", Books),
        6 or 7 => Form(),
        8 => Checksum(),
        _ => Bodiless("POST", $"/account/withdraw/{One(Segments)}"),
    };

    private string Path() => string.Format(
        CultureInfo.InvariantCulture,
        One(["/books/{0}", "/books/isbn/{0}", "/books/{0}/supplier", "/books/{0}/cover", "/suppliers/by-name/{0}", "/suppliers/{0}",
            "/orders/{0}", "/orders/{0}/invoice.txt", "/books/stream", "/account", "/{0}", "{0}", "/orders", "//books//{0}",
            "http://elsewhere/books/{0}"]),
        One(Segments));

    private string Query() => random.Next(20) switch
    {
        0 => string.Concat(Enumerable.Repeat("genre=novel&", 600)),
        1 => string.Concat(Enumerable.Range(0, 10_000).Select(i => $"{i}&")),
        2 => "title=" + new string('a', 7000),
        _ => string.Join('&', Enumerable.Range(0, random.Next(5))
            .Select(_ => random.Next(8) == 0 ? One(Keys) : $"{One(Keys)}={One(Values)}")),
    };

    private HostileRequest Bodiless(string method, string target) => new(
        Encoding.Latin1.GetBytes(
            $"{method} {target.Replace("\0", random.Next(2) == 0 ? "\0" : "%00", StringComparison.Ordinal)} HTTP/1.1\r\nHost: a\r\n" +
            $"{One(ApiKeys)}Connection: close\r\n\r\n"),
        MayLackMore: false);

    private HostileRequest Json(string path, string[] documents)
    {
        if (random.Next(5) == 0)
        {
            return new(
                Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: a\r\nX-Api-Key: ann-key\r\nContent-Type: application/json\r\n" +
                    $"Content-Length: {documents[0].Length}\r\nConnection: close\r\n\r\n{documents[0]}"), MayLackMore: false);
        }

        var document = Encoding.UTF8.GetBytes(One(documents));
        var body = random.Next(12) switch
        {
            0 => document[..random.Next(document.Length + 1)],
            1 => Mutate(document),
            2 => [0xEF, 0xBB, 0xBF, .. document],
            3 => Encoding.Unicode.GetBytes(One(documents)),
            4 => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"lines\":[", 5000))),
            5 => [.. document, .. document],
            6 => [],
            _ => document,
        };
        return WithBody("POST", path, One(JsonTypes), body);
    }

    private HostileRequest Form()
    {
        var boundary = One(["edge", "edge", "edge", "edge", "", new string('b', 200), "\"a b\"", "\u00e9"]);
        var body = new StringBuilder();
        for (var parts = random.Next(4); parts >= 0; parts--)
        {
            var name = One(["file", "file", "caption", "", "\u00e9", "a\"b", new string('n', 3000)]);
            var file = One(["; filename=\"a.png\"", "; filename=\"../../etc/passwd\"", "; filename=\"\"", "; filename*=UTF-8''%00%FF",
                "; filename=\"a\0b\"", ""]);
            var type = One(["", "Content-Type: image/png\r\n", "Content-Type: \r\n", "Content-Type: nonsense\r\n",
                "Content-Type: \u00e9\r\n", "Content-Type: a/b; charset=\0\r\n", "X: y\r\n", "broken\r\n", ":\r\n"]);
            var disposition = One(["form-data; name=\"", "form-data; name=\"", "form-data; name=\"", "nonsense; name=\"",
                "form-data; name=\"a\"; name=\""]);
            body.Append(CultureInfo.InvariantCulture,
                $"--{boundary}\r\nContent-Disposition: {disposition}{name}\"{file}\r\n{type}\r\n{One(Values)}\r\n");
        }

        body.Append(random.Next(6) switch { 0 => string.Empty, 1 => $"--{boundary}", _ => $"--{boundary}--\r\n" });
        if (random.Next(25) == 0)
        {
            body.Clear().Append(string.Concat(Enumerable.Range(0, 1500).Select(i => $"{i}=1&")));
        }

        var bytes = Encoding.Latin1.GetBytes(body.ToString());
        if (random.Next(25) == 0)
        {
            bytes =
            [
                .. Encoding.Latin1.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"large\"\r\n\r\n"),
                .. new byte[150_000]
            ];
        }

        var contentType = random.Next(8) == 0
            ? One(["multipart/form-data", "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-7",
                "application/x-www-form-urlencoded; charset=nonsense", "multipart/form-data; boundary",
                "multipart/mixed; boundary=edge", "text/plain"])
            : $"multipart/form-data; boundary={boundary}";
        return WithBody("PUT", $"/books/{random.Next(3)}/cover", contentType, random.Next(10) == 0 ? Mutate(bytes) : bytes);
    }

    private HostileRequest Checksum() => WithBody(
        "POST",
        "/books/1/cover/checksum",
        One(["application/octet-stream", "", "image/png"]),
        Mutate(new byte[random.Next(1, 5000)]),
        $"X-Modulus: {One(["1", "255", "0", "-1", "2147483648", "", "x", "1\r\nX-Modulus: 2"])}\r\n");

    /// <summary>With a right or wrong length, with valid or invalid chunks.</summary>
    private HostileRequest WithBody(string method, string path, string contentType, byte[] body, string headers = "")
    {
        var framing = random.Next(14);
        var (length, framed) = framing switch
        {
            0 => ($"Content-Length: {body.Length + 10}", body),
            1 => ($"Content-Length: {body.Length / 2}", body),
            2 => (One(["Content-Length: -1", "Content-Length: x", "Content-Length: 99999999999999999999", "Content-Length: 2000000000",
                "Content-Length: 1\r\nContent-Length: 2"]), body),
            3 => ("Transfer-Encoding: chunked", Chunked(body, ending: "0\r\n\r\n")),
            4 => ("Transfer-Encoding: chunked", Chunked(body, ending: One(["", "0", "zz\r\n\r\n", "-1\r\n", "FFFFFFFFFFFFFFFF\r\n"]))),
            5 => (One(["Transfer-Encoding: nonsense", "Transfer-Encoding: gzip, chunked",
                $"Transfer-Encoding: chunked\r\nContent-Length: {body.Length}"]), body),
            6 => (string.Empty, body),
            _ => ($"Content-Length: {body.Length}", body),
        };
        var type = contentType.Length == 0 ? string.Empty : $"Content-Type: {contentType}\r\n";
        byte[] bytes =
        [
            .. Encoding.Latin1.GetBytes(
                $"{method} {path} HTTP/1.1\r\nHost: a\r\n" +
                $"{One(ApiKeys)}{headers}{type}{(length.Length == 0 ? string.Empty : length + "\r\n")}Connection: close\r\n\r\n"),
            .. framed,
        ];
        return new HostileRequest(bytes, MayLackMore: framing is 0 or 2 or 4 or 5);
    }

    private static byte[] Chunked(byte[] body, string ending) => body.Length == 0
        ? Encoding.ASCII.GetBytes(ending)
        : [.. Encoding.ASCII.GetBytes(body.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), .. body,
            .. Encoding.ASCII.GetBytes("\r\n" + ending)];

    private byte[] Mutate(byte[] bytes)
    {
        var mutated = bytes.ToArray();
        for (var i = 0; i < 3 && mutated.Length > 0; i++)
        {
            mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
        }

        return mutated;
    }

    private string One(string[] all) => all[random.Next(all.Length)];
}
