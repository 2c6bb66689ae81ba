using System.Text;
using Generator.Tests.Harness;

namespace Generator.Tests.Binding;

/// <summary>A program whose actions read JSON bodies and forms.</summary>
internal static class BodyProgram
{
    private const string Source = """
        using Microsoft.AspNetCore.Mvc.ModelBinding;

        public sealed class Book
        {
            public string Title { get; set; } = "";
            public int Pages { get; set; }
            public required string Author { get; set; }
        }
        public readonly record struct Point(int X, int Y);
        public sealed class Store { public int Count { get; set; } }
        public sealed class Uncovered;
        public interface IShop { string Name { get; } }
        public sealed class Shop : IShop { public string Name => "shop"; }

        public sealed record Address(string Street, int? Number);
        public sealed class Order
        {
            public required string Name { get; set; }
            public int Count { get; set; }
            public string[] Tags { get; set; } = [];
            public required Address Address { get; init; }
            public IFormFile? Note { get; set; }
        }

        [Controller("body"), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
        public sealed class BodyController
        {
            [Post("book")] public string Add(Book book) => $"{book.Title} {book.Pages}";
            [Post("optional")] public string Optional(Book? book) => book?.Title ?? "none";
            [Post("empty")] public string Empty([FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] Book book) => book?.Title ?? "none";
            [Post("point")] public string Point(Point point) => $"{point.X},{point.Y}";
            [Post("point2")] public string OptionalPoint(Point? point) => point is null ? "none" : $"{point.Value.X}";
            [Post("list")] public string List(List<Book> books) => $"{books.Count}";
            [Post("ints")] public string Ints(int[] ints) => string.Join('|', ints);
            [Post("text")] public string Text([FromBody] string text) => text;
            [Get("get")] public string Get([FromBody] Book book) => book.Title;
            [Action("any")] public string Any(Book book) => book.Title;
            [Post("both/{id}")] public string Both(Book book, int id, Store store, IShop shop) =>
                $"{book.Title} {id} {store.Count} {shop.Name}";
            [Post("ambiguous")] public string Ambiguous(Book book, Uncovered other) => $"{book}{other}";
            [Post("uncovered")] public string NotCovered(Uncovered uncovered) => $"{uncovered}";
            [Put("everything/{id}")] public string Everything(int id, int page, [FromHeader(Name = "X-A")] Guid a, Book book) => "never";

            [Post("form")] public string Form(
                [FromForm] string name, [FromForm] int count, [FromForm(Name = "tag")] string[] tags, IFormFile file, IFormFile? other) =>
                $"{name} {count} {string.Join('|', tags)} {file.FileName} {file.Length} {other is null}";
            [Post("files")] public string Files(IFormFileCollection files, IReadOnlyList<IFormFile> part, IFormCollection form) =>
                $"{files.Count} {part.Count} {form.Count}";
            [Post("order")] public string Order([FromForm] Order order) =>
                $"{order.Name} {order.Count} {string.Join('|', order.Tags)} {order.Address.Street} {order.Address.Number} " +
                $"{order.Note?.FileName}";
            [Post("optionalform")] public string OptionalForm([FromForm] int? count, IFormFile? file) =>
                $"{count?.ToString() ?? "none"} {file is null}";
            [Post("limited"), Microsoft.AspNetCore.Mvc.RequestSizeLimit(20)] public string Limited(Book book) => book.Title;
            [Post("limitedform"), Microsoft.AspNetCore.Mvc.RequestSizeLimit(20)] public string LimitedForm([FromForm] string name) => name;
        }
        """;

    public const string Services = """
        builder.Services.AddSingleton<Store>().AddSingleton<IShop, Shop>();
        builder.Services.ConfigureHttpJsonOptions(
            o => o.SerializerOptions.TypeInfoResolver =
                new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver().WithoutUncovered());
        """;

    // A resolver for every type except one, like a context without that type.
    private const string Resolver = """
        public static class Resolvers
        {
            public static System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver WithoutUncovered(
                this System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver all) => new Without(all);

            private sealed class Without(System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver all)
                : System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver
            {
                public System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(
                    Type type, System.Text.Json.JsonSerializerOptions options) =>
                    type == typeof(Uncovered) ? null : all.GetTypeInfo(type, options);
            }
        }
        """;

    public const string Text = Source + Resolver;

    public static Task<RunningApp> StartAsync(string pipeline = "app.UseActions();") => RunningApp.StartAsync(Text, Services, pipeline);

    public static async Task<HttpResponseMessage> SendAsync(
        RunningApp app, string method, string path, string? body, string type = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/body/" + path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type);
        return await app.Client.SendAsync(request);
    }
}
