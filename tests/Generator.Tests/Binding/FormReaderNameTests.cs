using Generator.Tests.Harness;

namespace Generator.Tests.Binding;

/// <summary>Several objects in one form, whose types have the same simple name.</summary>
public sealed class FormReaderNameTests
{
    private const string Source = """
        public class Page<T> { public T? Number { get; set; } public T? Size { get; init; } }
        public static class Old { public class Line { public int Id { get; init; } } }
        public static class New
        {
            public class Line { public int Key { get; init; } }
            public class Order { public Line? Line { get; set; } }
        }

        [Controller("form"), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
        public static class FormController
        {
            [Post("generic")]
            public static string Generic(
                [FromForm] Page<int> a, [FromForm] Page<string> b, [FromForm] Page<string?> c, [FromForm] Page<int?> d) =>
                $"{a.Number} {b.Number} {c.Size} {d.Size}";

            [Post("named")]
            public static string Named([FromForm] Old.Line old, [FromForm] New.Order order, [FromForm] New.Line line) =>
                $"{old.Id} {order.Line?.Key} {line.Key}";
        }
        """;

    [Theory]
    [InlineData("generic", "number=1&size=2", "1 1 2 2")]
    [InlineData("named", "id=1&key=2&line.key=3", "1 3 2")]
    public async Task Each_type_is_read_by_its_own_method(string path, string form, string text)
    {
        await using var app = await RunningApp.StartAsync(
            Source, "builder.Services.AddAntiforgery();", "app.UseActions(); app.UseAntiforgery();");
        using var content = new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await app.Client.PostAsync("/form/" + path, content);

        Assert.Equal(text, await response.Content.ReadAsStringAsync());
    }
}
