using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bookshop.Suppliers;

/// <summary>All types that this library writes as JSON, for the app's chain of contexts.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Supplier))]
[JsonSerializable(typeof(IEnumerable<Supplier>))]
[JsonSerializable(typeof(Country[]))]
public sealed partial class SuppliersJson : JsonSerializerContext;
