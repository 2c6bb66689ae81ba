using System.Text.Json.Nodes;

namespace Generator.Tests.EndToEnd;

/// <summary>The OpenAPI document, without reflection in JSON.</summary>
public abstract partial class BookshopTests
{
    [Fact]
    public async Task The_document_describes_every_action()
    {
        var document = JsonNode.Parse(await Client.GetStringAsync("/openapi/v1.json"))!;
        var operations = document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key} {path.Key}"))
            .Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "delete /books/{id}", "get /", "get /account", "get /account/Help", "get /books", "get /books/count",
                "get /books/isbn/{isbn}", "get /books/stream", "get /books/{id}", "get /books/{id}/cover", "get /books/{id}/supplier",
                "get /orders", "get /orders/{id}", "get /orders/{id}/invoice.txt", "get /suppliers", "get /suppliers/by-name/{name}",
                "get /suppliers/statistics", "get /suppliers/{id}", "post /account/withdraw/{amount}", "post /books",
                "post /books/{id}/cover/checksum", "post /orders", "post /orders/form", "put /books/{id}/cover",
            ],
            operations);
        Assert.NotNull(document["components"]!["schemas"]!["BookDraft"]!["properties"]!["isbn"]);
        Assert.NotNull(document["paths"]!["/books"]!["get"]!["responses"]!["400"]);
    }
}
