using System.Text.Json.Nodes;

namespace Generator.Tests.EndToEnd;

[Trait("Category", "Processes")]
public sealed class NativeBookshopTests(NativeBookshop server) : BookshopTests(server), IClassFixture<NativeBookshop>
{
    [Fact]
    public async Task The_document_is_the_one_of_the_JIT()
    {
        var inProcess = new InProcessBookshop();
        await inProcess.InitializeAsync();
        var (expected, actual) = (await DescribedAsync(inProcess.Client), await DescribedAsync(Client));
        await inProcess.DisposeAsync();

        Assert.Equal(expected, actual);
    }

    /// <summary>The address of the server differs.</summary>
    private static async Task<string> DescribedAsync(HttpClient client)
    {
        var document = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!.AsObject();
        Assert.True(document.Remove("servers"));
        return document.ToString();
    }
}
