using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bookshop.Catalog;

/// <summary>An ISBN in JSON is a string.</summary>
internal sealed class IsbnConverter : JsonConverter<Isbn>
{
    public override Isbn Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Isbn.TryParse(reader.GetString(), culture: null, out var isbn)
            ? isbn
            : throw new JsonException("An ISBN has thirteen digits, of which the last checks the others.");

    public override void Write(Utf8JsonWriter writer, Isbn value, JsonSerializerOptions options) => writer.WriteStringValue(value.Digits);
}
