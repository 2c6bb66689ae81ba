using System.Text.Json;
using System.Text.Json.Serialization;
using Bookshop.Catalog;
using Bookshop.Controllers;

namespace Bookshop;

/// <summary>Everything that is read or written as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(IsbnConverter)], UseStringEnumConverter = true)]
[JsonSerializable(typeof(Book))]
[JsonSerializable(typeof(IEnumerable<Book>))]
[JsonSerializable(typeof(BookDraft))]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(Upload))]
internal sealed partial class BookshopJson : JsonSerializerContext;

internal sealed class IsbnConverter : JsonConverter<Isbn>
{
    public override Isbn Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Isbn.TryParse(reader.GetString(), culture: null, out var isbn) ? isbn : throw new JsonException("An ISBN has thirteen digits, of which the last checks the others.");

    public override void Write(Utf8JsonWriter writer, Isbn value, JsonSerializerOptions options) => writer.WriteStringValue(value.Digits);
}
