using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using HttpArena.Bench;
using Instruments.Raw;
using Runtime.Tests.Processes;

namespace Runtime.Tests.HttpArena;

/// <summary>The published validation cases of HttpArena, for the entries of bench/httparena.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class ValidationTests(ArenaServers servers) : IClassFixture<ArenaServers>, IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate!.Subject == "CN=localhost" },
    });

    public static TheoryData<string> Entries => ["Graceful", "Minimal", "Mvc"];

    public void Dispose() => _client.Dispose();

    [Theory, MemberData(nameof(Entries))]
    public async Task Baseline_adds_the_query_and_the_body(string name)
    {
        var entry = servers[name];
        var (a, b) = (Random.Shared.Next(100, 1000), Random.Shared.Next(100, 1000));
        foreach (var body in (int[])[Random.Shared.Next(100, 1000), Random.Shared.Next(100, 1000)])
        {
            Assert.Equal(Text(55 + body), await PostAsync(entry, body, isChunked: false));
            Assert.Equal(Text(55 + body), await PostAsync(entry, body, isChunked: true));
        }

        using var response = await _client.GetAsync($"http://{entry.Http}/baseline11?a={a}&b={b}");
        Assert.Equal(Text(a + b), await response.Content.ReadAsStringAsync());
        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory, MemberData(nameof(Entries))]
    public async Task Baseline_takes_requests_in_pieces(string name)
    {
        const string Head = "Host: localhost\r\nConnection: close\r\n";
        const string Post = $"POST /baseline11?a=13&b=42 HTTP/1.1\r\n{Head}Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n";
        var entry = servers[name];
        Assert.Equal("55", await InPiecesAsync(entry, "GET /baseli", $"ne11?a=13&b=42 HTTP/1.1\r\n{Head}\r\n"));
        Assert.Equal("55", await InPiecesAsync(
            entry, "GET /baseline11?a=13&b=42 HTTP/1.1\r\n", "Host: localhost\r\n", "Connection: close\r\n", "\r\n"));
        Assert.Equal("75", await InPiecesAsync(entry, Post, "20"));
        Assert.Equal("75", await InPiecesAsync(entry, Post, "2", "0"));
    }

    [Theory, MemberData(nameof(Entries))]
    public async Task Sixteen_requests_at_once_have_sixteen_answers(string name)
    {
        using var connection = await RawConnection.ConnectAsync(servers[name].Http);
        await connection.SendAsync(string.Concat(Enumerable.Repeat("GET /pipeline HTTP/1.1\r\nHost: localhost\r\n\r\n", 16)));
        for (var i = 0; i < 16; i++)
        {
            var response = await connection.ReadResponseAsync();
            Assert.Equal("ok", response.Text);
        }
    }

    [Theory, MemberData(nameof(Entries))]
    public async Task Json_has_so_many_items_with_their_totals(string name)
    {
        var entry = servers[name];
        foreach (var (count, multiplier) in ((int, int)[])[(12, 1), (22, 7), (31, 2), (50, 5)])
        {
            using var plain = await _client.GetAsync($"http://{entry.Http}/json/{count}?m={multiplier}");
            using var secure = await _client.GetAsync($"https://localhost:{entry.Tls.Port}/json/{count}?m={multiplier}");
            using var multiplexed = await Http2Async($"http://{entry.H2c}/json/{count}?m={multiplier}");
            foreach (var response in (HttpResponseMessage[])[plain, secure, multiplexed])
            {
                Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
                Assert.Empty(response.Content.Headers.ContentEncoding);
                AssertItems(JsonNode.Parse(await response.Content.ReadAsStringAsync())!, count, multiplier);
            }

            Assert.Equal(HttpVersion.Version11, secure.Version);
        }

        // Without a multiplier the totals are the products.
        AssertItems(JsonNode.Parse(await _client.GetStringAsync($"http://{entry.Http}/json/9"))!, 9, 1);
    }

    [Theory, MemberData(nameof(Entries))]
    public async Task Json_is_compressed_when_the_client_accepts_it(string name)
    {
        foreach (var (count, multiplier) in ((int, int)[])[(25, 3), (40, 7), (50, 2)])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{servers[name].Http}/json/{count}?m={multiplier}");
            request.Headers.Add("Accept-Encoding", "gzip, br");
            using var response = await _client.SendAsync(request);
            var body = await DecodeAsync(response);
            Assert.NotEmpty(response.Content.Headers.ContentEncoding);
            AssertItems(JsonNode.Parse(body)!, count, multiplier);
        }
    }

    [Theory, MemberData(nameof(Entries))]
    public async Task An_upload_is_counted(string name)
    {
        var target = $"http://{servers[name].Http}/upload";
        foreach (var length in (int[])[17, 48, 512_000, 2_097_152, 10_485_760, 20_971_520])
        {
            var body = new byte[length];
            Random.Shared.NextBytes(body);
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("application/octet-stream");
            using var response = await _client.PostAsync(target, content);
            Assert.Equal(Text(length), await response.Content.ReadAsStringAsync());
        }
    }

    [Theory, MemberData(nameof(Entries))]
    public async Task Static_files_have_their_type_and_size(string name)
    {
        var root = $"http://{servers[name].Http}/static/";
        foreach (var (file, length) in ArenaData.StaticFiles)
        {
            var expected = await File.ReadAllBytesAsync(Path.Combine(servers.StaticFiles, file));
            Assert.Equal(length, expected.Length);
            using var plain = await _client.GetAsync(root + file);
            Assert.Empty(plain.Content.Headers.ContentEncoding);
            Assert.Equal(expected, await plain.Content.ReadAsByteArrayAsync());

            using var request = new HttpRequestMessage(HttpMethod.Get, root + file);
            request.Headers.Add("Accept-Encoding", "br;q=1, gzip;q=0.8");
            using var compressed = await _client.SendAsync(request);
            Assert.Equal(expected, await DecodeAsync(compressed));
        }

        Assert.Equal("text/css", await TypeAsync("reset.css"));
        Assert.Equal("text/javascript", await TypeAsync("app.js"));
        Assert.Equal("application/json", await TypeAsync("manifest.json"));
        using var missing = await _client.GetAsync(root + "nonexistent.txt");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);

        async Task<string> TypeAsync(string file)
        {
            using var response = await _client.GetAsync(root + file);
            return response.Content.Headers.ContentType!.MediaType!;
        }
    }

    [Theory, MemberData(nameof(Entries))]
    public async Task Http2_is_spoken_with_and_without_TLS(string name)
    {
        var entry = servers[name];
        var (a, b) = (Random.Shared.Next(100, 1000), Random.Shared.Next(100, 1000));
        foreach (var root in (string[])[$"https://localhost:{entry.Http2.Port}", $"http://{entry.H2c}"])
        {
            using var response = await Http2Async($"{root}/baseline2?a={a}&b={b}");
            Assert.Equal(HttpVersion.Version20, response.Version);
            Assert.Equal(Text(a + b), await response.Content.ReadAsStringAsync());
            Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
        }

        // The port without TLS speaks nothing else.
        using var old = await RawConnection.ConnectAsync(entry.H2c);
        await old.SendAsync("GET /baseline2?a=1&b=1 HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Assert.DoesNotContain("200 OK", await old.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<string> InPiecesAsync(Entry entry, params string[] pieces)
    {
        using var connection = await RawConnection.ConnectAsync(entry.Http);
        foreach (var piece in pieces)
        {
            // Each write is a packet of its own (TCP_NODELAY). SplitTests wait until the server has read each part.
            await connection.SendAsync(piece);
        }

        return (await connection.ReadResponseAsync()).Text;
    }

    private static async Task<byte[]> DecodeAsync(HttpResponseMessage response)
    {
        await using var body = await response.Content.ReadAsStreamAsync();
        await using Stream decoded = response.Content.Headers.ContentEncoding.SingleOrDefault() switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var all = new MemoryStream();
        await decoded.CopyToAsync(all);
        return all.ToArray();
    }

    private async Task<string> PostAsync(Entry entry, int body, bool isChunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{entry.Http}/baseline11?a=13&b=42")
        {
            Content = new StringContent(Text(body), Encoding.ASCII, "text/plain"),
        };
        request.Headers.TransferEncodingChunked = isChunked;
        using var response = await _client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    private Task<HttpResponseMessage> Http2Async(string target) => _client.SendAsync(
        new HttpRequestMessage(HttpMethod.Get, target)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        });

    private void AssertItems(JsonNode answer, int count, int multiplier)
    {
        var source = JsonNode.Parse(File.ReadAllText(servers.DataSet))!.AsArray();
        var items = answer["items"]!.AsArray();
        Assert.Equal(count, (int)answer["count"]!);
        Assert.Equal(count, items.Count);
        for (var i = 0; i < count; i++)
        {
            var expected = source[i]!.DeepClone();
            expected["total"] = (int)expected["price"]! * (int)expected["quantity"]! * multiplier;
            Assert.True(JsonNode.DeepEquals(expected, items[i]), items[i]!.ToJsonString());
        }
    }
}
