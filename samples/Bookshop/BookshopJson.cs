using System.Text.Json;
using System.Text.Json.Serialization;
using Bookshop.Catalog;
using Bookshop.Controllers;
using Bookshop.Orders;

namespace Bookshop;

/// <summary>All types that the app reads or writes as JSON, and those of parameters, which the OpenAPI document describes.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Book))]
[JsonSerializable(typeof(IEnumerable<Book>))]
[JsonSerializable(typeof(BookDraft))]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(Upload))]
[JsonSerializable(typeof(OrderDraft))]
[JsonSerializable(typeof(OrderPage))]
[JsonSerializable(typeof(IEnumerable<OrderPage>))]
[JsonSerializable(typeof(IAsyncEnumerable<Book>))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Isbn))]
[JsonSerializable(typeof(Genre[]))]
[JsonSerializable(typeof(decimal?))]
[JsonSerializable(typeof(OrderForm))]
[JsonSerializable(typeof(IFormFile))]
[JsonSerializable(typeof(Stream))]
internal sealed partial class BookshopJson : JsonSerializerContext;
