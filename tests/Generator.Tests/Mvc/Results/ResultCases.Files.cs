using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Generator.Tests.Mvc.Results;

internal static partial class ResultCases
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 100).Select(n => (byte)n)];

    private static readonly DateTimeOffset Modified = new(2020, 2, 3, 4, 5, 6, 700, TimeSpan.Zero);

    private static readonly EntityTagHeaderValue Tag = new("\"v1\"");

    private static IEnumerable<ResultCase> Files()
    {
        yield return new("file", c => c.File(Bytes, "application/x-bytes"));
        yield return new("file-head", c => c.File(Bytes, "application/x-bytes")) { Method = "HEAD" };
        yield return new("file-name", c => c.File(Bytes, "application/x-bytes", "näme \"1\".bin"));
        yield return new("file-empty", c => c.File(Array.Empty<byte>(), "application/x-bytes"));
        yield return new("file-stream", c => c.File(new MemoryStream(Bytes), "application/x-bytes", "a.bin"));
        yield return new("file-stream-unseekable", c => c.File(new Unseekable(Bytes), "application/x-bytes", enableRangeProcessing: true))
        {
            Headers = [("Range", "bytes=1-2")],
        };
        yield return new("file-physical", c => c.PhysicalFile(ResultApps.PhysicalFile, "text/x-physical"));
        yield return new("file-physical-head", c => c.PhysicalFile(ResultApps.PhysicalFile, "text/x-physical")) { Method = "HEAD" };
        yield return new("file-physical-range", c => c.PhysicalFile(ResultApps.PhysicalFile, "text/x-physical", true))
        {
            Headers = [("Range", "bytes=2-5")],
        };
        yield return new("file-physical-missing", c => c.PhysicalFile("/nowhere/at-all.txt", "text/plain"));
        yield return new("file-physical-relative", c => c.PhysicalFile("relative.txt", "text/plain"));
        yield return new("file-virtual", c => c.File("~/hello.txt", "text/x-virtual"));
        yield return new("file-virtual-name", c => c.File("/hello.txt", "text/x-virtual", "download.txt"));
        yield return new("file-virtual-range", c => c.File("/hello.txt", "text/x-virtual", true)) { Headers = [("Range", "bytes=-3")] };
        yield return new("file-virtual-missing", c => c.File("/missing.txt", "text/plain"));

        (string Name, string Value)[][] requests =
        [
            [("Range", "bytes=0-9")], [("Range", "bytes=10-")], [("Range", "bytes=-10")], [("Range", "bytes=90-200")],
            [("Range", "bytes=100-")], [("Range", "bytes=0-1,5-6")], [("Range", "bytes=x")], [("Range", "lines=0-1")],
            [("If-Match", "\"v1\"")], [("If-Match", "\"v2\"")], [("If-Match", "*")], [("If-None-Match", "\"v1\"")],
            [("If-None-Match", "W/\"v1\"")], [("If-None-Match", "\"v2\"")], [("If-None-Match", "*")],
            [("If-Modified-Since", "Mon, 03 Feb 2020 04:05:06 GMT")], [("If-Modified-Since", "Mon, 03 Feb 2020 04:05:05 GMT")],
            [("If-Unmodified-Since", "Mon, 03 Feb 2020 04:05:06 GMT")], [("If-Unmodified-Since", "Mon, 03 Feb 2020 04:05:05 GMT")],
            [("Range", "bytes=0-9"), ("If-Range", "\"v1\"")], [("Range", "bytes=0-9"), ("If-Range", "\"v2\"")],
            [("Range", "bytes=0-9"), ("If-Range", "Mon, 03 Feb 2020 04:05:06 GMT")],
            [("Range", "bytes=0-9"), ("If-None-Match", "\"v1\"")],
        ];
        for (var i = 0; i < requests.Length; i++)
        {
            var headers = requests[i];
            yield return new($"file-conditional-{i}", c => c.File(Bytes, "a/b", Modified, Tag, true)) { Headers = headers };
            yield return new($"file-conditional-stream-{i}", c => c.File(new MemoryStream(Bytes), "a/b", "n.bin", Modified, Tag, true))
            {
                Headers = headers,
                Method = i % 2 == 0 ? "GET" : "HEAD",
            };
        }
    }

    private sealed class Unseekable(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
