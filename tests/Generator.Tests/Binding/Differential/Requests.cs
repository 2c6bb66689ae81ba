using System.Net.Http.Headers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Generator.Tests.Binding.Differential;

/// <summary>A request that can be sent twice.</summary>
/// <param name="Path">The path after the name of the handler, with the query.</param>
/// <param name="Headers">Names and values.</param>
/// <param name="ContentType">Null when there is no body.</param>
/// <param name="Body">The body.</param>
internal sealed record Request(string Path, IReadOnlyList<(string Name, string Value)> Headers, string? ContentType, string Body)
{
    public HttpRequestMessage To(string verb, string address)
    {
        // Sent unchanged: a Uri would correct wrong encodings.
        var message = new HttpRequestMessage(
            new HttpMethod(verb), new Uri(address + Path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        foreach (var (name, value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        if (ContentType is not null)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
            message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }

        return message;
    }

    public override string ToString() =>
        Path +
        string.Concat(Headers.Select(header => $" [{header.Name}: {header.Value}]")) +
        (ContentType is null ? string.Empty : $" [{ContentType}] {Body}");
}

/// <summary>Random requests for a handler: valid, invalid, missing, repeated, empty and wrongly encoded values.</summary>
internal static class Requests
{
    private const string Boundary = "edge";

    private static readonly Dictionary<string, string[]> Texts = new(StringComparer.Ordinal)
    {
        ["number"] = ["0", "1", "-1", "255", "256", "+5", "007", "2147483648", "99999999999999999999", "1,000", "1.0", "0x1", " 3", "3 ",
            "(3)", "٣", "1e2", "-0"],
        ["fraction"] = ["0", "1.5", "-2.25", ".5", "5.", "1e3", "1E-3", "1,000.5", "NaN", "Infinity", "-∞", "1e400", " 1.5 ",
            "$5", "0x10", "--1"],
        ["flag"] = ["true", "False", "TRUE", "1", "0", "on", "yes", " true ", "truee"],
        ["letter"] = ["a", "é", "ab", "1", "&", " ", "😀"],
        ["text"] = ["a", "A b", "a,b", "é", "😀", "null", "a+b", "a&b=c", "a=b", "%", "'\"", "a/b", "a%2Fb", "\u00a0"],
        ["guid"] = ["0f8fad5b-d9cb-469f-a165-70867728950e", "{0f8fad5b-d9cb-469f-a165-70867728950e}", "0f8fad5bd9cb469fa16570867728950e",
            "0F8FAD5B-D9CB-469F-A165-70867728950E", "0f8fad5b", " 0f8fad5b-d9cb-469f-a165-70867728950e "],
        ["date"] = ["2026-01-02", "2026-01-02T03:04:05", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05+02:00",
            "2026-01-02T03:04:05.1234567-08:00", "01/02/2026", "2026-13-01", "Fri, 02 Jan 2026 03:04:05 GMT", "03:04",
            " 2026-01-02 ", "2026", "20260102"],
        ["time"] = ["03:04", "03:04:05", "03:04:05.5", "1.02:03:04", "24:00", "3", "-01:00", "3 PM", " 03:04 ", "5:", "00:60"],
        ["color"] = ["Red", "green", "GREEN", "0", "1", "7", "-1", "Red,Green", "red, green", "blue", "Monday",
            "monday,tuesday", "3", "", " Red "],
        ["address"] = ["http://a/b?c", "/a/b", "a b", "::1", "127.0.0.1", "127.1", "http://[", "::1%1", "mailto:a@b", "é"],
        ["version"] = ["1.2", "1.2.3.4", "1", "1.2.3.4.5", "a.b", "1.-2", " 1.2 "],
        ["book"] = ["""{"title":"Emma"}""", """{"Title":"Emma","pages":400,"color":1}""", """{"title":"Emma","pages":"400"}""",
            """{"title":"Emma","pages":"x"}""", """{"pages":1}""", "{}", "null", "[]", "", " ", "{", """{"title":null}""",
            """{"title":"é😀","marks":[1,2]}""", """{"title":"a"}x""", """{"title":"a","title":"b"}""", """{"title":"a",}""", "\"text\"",
            """{"title":"a","color":"Green"}"""],
        ["point"] = ["""{"x":1,"y":2}""", """{"x":1}""", "{}", "null", "", "[1]", """{"x":1.5}""", """{"x":"1"}""", "5"],
        ["list"] = ["[1,2]", "[]", "null", "", "[\"1\"]", "[null]", "5", "\"text\"", "[1,", """[{"title":"a"}]""", "\"\"", "1"],
    };

    private static readonly string[] Keys = ["v", "v", "v", "v", "V", "%76", "w", "v%20", "v[]", "", "color", "q", "Address.Street",
        "address.number", "address.Number", "marks", "names"];

    private static readonly string[] JsonTypes = ["application/json", "application/json", "application/json",
        "application/json; charset=utf-8", "text/json", "application/vnd.a+json", "text/plain", "application/xml", "bad", ""];

    public static Gen<Request> For(Signature signature)
    {
        var text = Gen.OneOf(Gen.Elements(Texts[signature.Kind]), Gen.Elements(Texts[signature.Kind]), Gen.Elements("", " ", "x", "null"));
        return signature.Source switch
        {
            Source.Query => from query in Query(text) from headers in Headers(text) select new Request(query, headers, null, ""),
            Source.Header => from headers in Headers(text) select new Request("", headers, null, ""),
            Source.Route => from path in Path(text, signature) from query in Query(text) select new Request(path + query, [], null, ""),
            Source.Form => Gen.OneOf(Fields(text), Multipart(text), Multipart(text), Broken()),
            _ => from body in text
                 from type in Gen.Elements(JsonTypes)
                 from isThere in Gen.Elements(true, true, true, true, false)
                 from id in Gen.Elements("1", "x")
                 from query in Query(text)
                 select new Request((signature.Route.Length > 0 ? "/" + id : "") + query, [], isThere ? type : null, isThere ? body : ""),
        };
    }

    private static Gen<string> Query(Gen<string> text) =>
        from count in Gen.Choose(0, 3)
        from pairs in Pair(text).ArrayOf(count)
        select count == 0 ? "" : "?" + string.Join('&', pairs);

    private static Gen<string> Pair(Gen<string> text) =>
        from key in Gen.Elements(Keys)
        from value in text.SelectMany(Encode)
        from form in Gen.Choose(0, 12)
        select form switch
        {
            0 => key,
            1 => key + "=",
            2 => "",
            3 => $"{key}={value}&{key}={value}",
            4 => $"{key}=%FF{value}",
            5 => $"{key}={value}%",
            6 => $"{key}={value}%4",
            7 => $"{key}={value}=x",
            _ => $"{key}={value}",
        };

    /// <summary>Percent-encodes everything or only the reserved characters, or writes a plus for each space.</summary>
    private static Gen<string> Encode(string text) => Gen.Elements(
        Uri.EscapeDataString(text),
        Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal),
        string.Concat(Encoding.UTF8.GetBytes(text).Select(one => $"%{one:x2}")));

    private static Gen<IReadOnlyList<(string, string)>> Headers(Gen<string> text) =>
        from count in Gen.Elements(0, 1, 1, 1, 2)
        from name in Gen.Elements("v", "v", "V", "h")
        from values in text.ArrayOf(count)
        select (IReadOnlyList<(string, string)>)[.. values.Where(value => value.All(c => c is >= ' ' and < '\u007f'))
            .Select(value => (name, value))];

    private static Gen<string> Path(Gen<string> text, Signature signature) =>
        from value in text
        from slashes in Gen.Elements("", "", "", "/", "/more")
        select value.Length == 0 || string.IsNullOrWhiteSpace(value)
            ? ""
            : "/" + (signature.Route.Contains('*', StringComparison.Ordinal)
                ? string.Join('/', value.Split('/').Select(Uri.EscapeDataString)) + slashes
                : Uri.EscapeDataString(value.Replace("/", "", StringComparison.Ordinal).Replace("%2F", "", StringComparison.Ordinal)));

    private static Gen<Request> Fields(Gen<string> text) =>
        from count in Gen.Choose(0, 4)
        from pairs in Pair(text).ArrayOf(count)
        from type in Gen.Elements("application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-8")
        select new Request("", [], type, string.Join('&', pairs));

    private static Gen<Request> Multipart(Gen<string> text) =>
        from count in Gen.Choose(0, 4)
        from parts in Part(text).ArrayOf(count)
        select new Request("", [], $"multipart/form-data; boundary={Boundary}", $"{string.Concat(parts)}--{Boundary}--\r\n");

    private static Gen<string> Part(Gen<string> text) =>
        from key in Gen.Elements("v", "v", "v", "V", "w", "file", "Address.Street", "address.number", "marks", "names")
        from value in text
        from file in Gen.Elements("", "", "", "; filename=\"a.txt\"", "; filename=\"\"")
        select $"--{Boundary}\r\nContent-Disposition: form-data; name=\"{key}\"{file}\r\n\r\n{value}\r\n";

    private static Gen<Request> Broken() => Gen.Elements(
        new Request("", [], null, ""),
        new Request("", [], "application/json", "{}"),
        new Request("", [], "text/plain", "v=1"),
        new Request("", [], "multipart/form-data", "--edge"),
        new Request("", [], $"multipart/form-data; boundary={Boundary}", "nothing that ends"),
        new Request("", [], "application/x-www-form-urlencoded", ""));
}
