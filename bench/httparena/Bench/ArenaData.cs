using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace HttpArena.Bench;

/// <summary>The files that the profiles want: fifty items, twenty static files and a certificate, the same at each call.</summary>
internal static class ArenaData
{
    private const int ItemCount = 50;
    private const int Seed = 20261128;

    /// <summary>The names and sizes of the profile <c>static</c>; the binary formats do not compress.</summary>
    internal static readonly IReadOnlyDictionary<string, int> StaticFiles = new Dictionary<string, int>
    {
        ["reset.css"] = 8_000, ["layout.css"] = 25_000, ["theme.css"] = 40_000, ["components.css"] = 200_000, ["utilities.css"] = 60_000,
        ["analytics.js"] = 12_000, ["helpers.js"] = 18_000, ["app.js"] = 90_000, ["vendor.js"] = 300_000, ["router.js"] = 35_000,
        ["header.html"] = 55_000, ["footer.html"] = 120_000, ["regular.woff2"] = 18_000, ["bold.woff2"] = 22_000,
        ["logo.svg"] = 15_000, ["icon-sprite.svg"] = 70_000, ["hero.webp"] = 45_000, ["thumb1.webp"] = 6_000, ["thumb2.webp"] = 9_000,
        ["manifest.json"] = 3_000,
    };

    internal static string CertificateOf(string folder) => Path.Combine(folder, "server.crt");

    internal static string KeyOf(string folder) => Path.Combine(folder, "server.key");

    internal static void Create(string folder)
    {
        var random = new Random(Seed);
        Directory.CreateDirectory(Path.Combine(folder, "static"));
        File.WriteAllText(Path.Combine(folder, "dataset.json"), $"[{string.Join(",\n", Enumerable.Range(1, ItemCount).Select(Item))}]");
        foreach (var (name, length) in StaticFiles)
        {
            File.WriteAllBytes(Path.Combine(folder, "static", name), ContentOf(name, length, random));
        }

        CreateCertificate(folder);

        string Item(int id) => string.Create(CultureInfo.InvariantCulture,
            $$$"""
            {"id": {{{id}}}, "name": "Item number {{{id}}}", "category": "category {{{id % 7}}}", "price": {{{random.Next(1, 500)}}},
            "quantity": {{{random.Next(1, 50)}}}, "active": {{{(id % 3 == 0 ? "false" : "true")}}},
            "tags": ["tag{{{id % 5}}}", "tag{{{id % 11}}}"],
            "rating": {"score": {{{random.Next(1, 50)}}}, "count": {{{random.Next(1, 1000)}}}}}
            """);
    }

    private static byte[] ContentOf(string name, int length, Random random)
    {
        if (name.EndsWith(".woff2", StringComparison.Ordinal) || name.EndsWith(".webp", StringComparison.Ordinal))
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            return bytes;
        }

        var text = new StringBuilder(length + 64);
        while (text.Length < length)
        {
            text.Append(CultureInfo.InvariantCulture, $".rule-{random.Next(1000)} {{ margin: {random.Next(64)}px; padding: 0 auto; }}\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString(0, length));
    }

    private static void CreateCertificate(string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllText(CertificateOf(folder), certificate.ExportCertificatePem());
        File.WriteAllText(KeyOf(folder), key.ExportPkcs8PrivateKeyPem());
    }
}
