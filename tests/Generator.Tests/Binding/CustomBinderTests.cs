using System.Net;
using Generator.Tests.Diagnostics;
using Generator.Tests.Harness;

namespace Generator.Tests.Binding;

/// <summary>[Bind&lt;TBinder&gt;]: one parameter, bound by a binder of the app.</summary>
public sealed class CustomBinderTests
{
    private const string Binders = """
        using System.ComponentModel.DataAnnotations;

        /// <summary>Values separated by commas.</summary>
        public sealed class Separated<T> : IParameterBinder<T[]>
            where T : ISpanParsable<T>
        {
            public static ValueTask<BindResult<T[]>> BindAsync(HttpContext httpContext, BoundParameter<T[]> parameter)
            {
                var values = new List<T>();
                foreach (var text in httpContext.Request.Query[parameter.Name].SelectMany(line =>
                    line!.Split(',', StringSplitOptions.RemoveEmptyEntries)))
                {
                    if (!T.TryParse(text, null, out var value))
                    {
                        return new(BindResult<T[]>.Invalid($"'{text}' is not one of the values."));
                    }

                    values.Add(value);
                }

                return new(values.Count == 0 ? BindResult<T[]>.Missing : values.ToArray());
            }
        }

        public readonly struct Tenant : IParameterBinder<string>, IParameterBinder<int>
        {
            static async ValueTask<BindResult<string>> IParameterBinder<string>.BindAsync(
                HttpContext httpContext, BoundParameter<string> parameter)
            {
                await Task.Yield();
                return httpContext.Request.Headers[parameter.Name] is [{ Length: > 0 } name] ? name : BindResult<string>.Missing;
            }

            static ValueTask<BindResult<int>> IParameterBinder<int>.BindAsync(HttpContext httpContext, BoundParameter<int> parameter) =>
                new(httpContext.Request.RouteValues[parameter.Name] is string text && int.TryParse(text, out var number) ? number * 10
                    : parameter is { IsOptional: true, DefaultValue: 7 } ? 70 : BindResult<int>.Missing);
        }

        public abstract class Base : IParameterBinder<System.IO.Stream>
        {
            public static ValueTask<BindResult<System.IO.Stream>> BindAsync(
                HttpContext httpContext, BoundParameter<System.IO.Stream> parameter) => new(new System.IO.MemoryStream([1, 2]));
        }

        public sealed class Derived : Base;

        public sealed record Search(
            [property: Bind<Separated<int>>] int[]? Ids, [property: Bind<Tenant>, FromHeader(Name = "X-Tenant")] string? Tenant);
        """;

    private const string Source = Binders + """
        [Controller("x")]
        public static class XController
        {
            [Get("ids")] public static string Ids([Bind<Separated<int>>] int[] ids) => string.Join("+", ids);
            [Get("list")] public static string List([Bind<Separated<int>>, FromQuery(Name = "n")] IReadOnlyList<int>? ids,
                string? other) => (ids is null ? "none" : string.Join("+", ids)) + other;
            [Get("valid")] public static string Valid([Bind<Separated<int>>, MaxLength(2)] int[] ids) => string.Join("+", ids);
            [Get("tenant")] public static string Tenant([Bind<Tenant>] string tenant = "nobody") => tenant;
            [Get("required")] public static string Required([Bind<Tenant>, FromHeader(Name = "X-Tenant")] string tenant, int page) =>
                tenant + page;
            [Get("number/{n?}")] public static string Number([Bind<Tenant>, FromRoute] int n = 7) => $"{n}";
            [Get("maybe/{n?}")] public static string Maybe([Bind<Tenant>, FromRoute] int? n) => $"{n}" + (n is null);
            [Get("search")] public static string Find([AsParameters] Search search) => $"{search.Ids?.Length}{search.Tenant}";
            [Post("stream")] public static string Stream([Bind<Derived>] System.IO.Stream bytes, [FromBody] int number) =>
                $"{bytes.Length}{number}";
        }
        """;

    [Theory]
    [InlineData("ids?ids=1,2&ids=3", "1+2+3")]
    [InlineData("list?n=4,5&other=x", "4+5x")]
    [InlineData("list", "none")]
    [InlineData("valid?ids=1,2", "1+2")]
    [InlineData("tenant", "nobody")]
    [InlineData("number/3", "30")]
    [InlineData("number", "70")]
    [InlineData("maybe/3", "30False")]
    [InlineData("maybe", "True")]
    [InlineData("search?ids=1,2,3", "3")]
    public async Task A_binder_gets_the_name_and_the_default(string path, string expected)
    {
        await using var app = await RunningApp.StartAsync(Source);

        Assert.Equal(expected, await app.GetAsync("/x/" + path));
    }

    [Theory]
    [InlineData("ids", "ids: A value is required.")]
    [InlineData("ids?ids=1,b", "ids: 'b' is not one of the values.")]
    [InlineData("list?n=z", "n: 'z' is not one of the values.")]
    [InlineData("required?page=a", "X-Tenant: A value is required.", "page: The value 'a' is not valid.")]
    [InlineData("valid?ids=1,2,3", "ids: The field ids must be a string or array type with a maximum length of '2'.")]
    [InlineData("search?ids=?", "Ids: '?' is not one of the values.")]
    public async Task Errors_are_reported_together_under_the_names_of_the_request(string path, params string[] errors)
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var response = await app.Client.GetAsync("/x/" + path);

        Assert.Equal(errors, (await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_header_and_a_body_beside_it_are_read()
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/x/required?page=2");
        request.Headers.Add("X-Tenant", "Ann");
        using var response = await app.Client.SendAsync(request);
        using var body = await app.Client.PostAsync("/x/stream", new StringContent("5", System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(("Ann2", "25"), (await response.Content.ReadAsStringAsync(), await body.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("[Get] public static string A([Bind<Uri>] int[] a) => \"\";", "GR0029", "it does not implement 'IParameterBinder<int[]>'")]
    [InlineData("[Get] public static string A([Bind<Separated<int>>] string a) => \"\";", "GR0029", "it binds 'int[]'")]
    [InlineData("[Get] public static string A([Bind<IParameterBinder<int>>] int a) => \"\";", "GR0029", "it is not a class or a struct")]
    [InlineData("[Get] public static string A([Bind<Hidden>] int a) => \"\"; private sealed class Hidden : IParameterBinder<int> " +
        "{ public static ValueTask<BindResult<int>> BindAsync(HttpContext c, BoundParameter<int> p) => default; }", "GR0029",
        "generated code has no access to it")]
    [InlineData("[Post] public static string A([Bind<Separated<int>>, FromBody] int[] a) => \"\";", "GR0025", "[FromBody] and [Bind]")]
    [InlineData("[Get] public static string A([Bind<Separated<int>>, FromServices] int[] a) => \"\";", "GR0025",
        "[FromServices] and [Bind]")]
    [InlineData("[Post] public static string A([Bind<Separated<int>>, FromAttributeBody] int[] a) => \"\"; private sealed class " +
        "FromAttributeBodyAttribute : Attribute, Microsoft.AspNetCore.Http.Metadata.IFromBodyMetadata { public bool AllowEmpty => true; }",
        "GR0025",
        "[FromAttributeBody] and [Bind]")]
    [InlineData("[Get(\"{b}\")] public static string A([Bind<Tenant>, FromRoute] int a, string b) => b;", "GR0022", "{a}")]
    public async Task A_misused_binder_is_an_error(string action, string id, string text)
    {
        var found = await Analysis.RunAsync(Binders + $"[Controller] public static class XController {{ {action} }}");

        var error = Assert.Single(found);
        Assert.Equal(id, error.Id);
        Assert.Contains(text, error.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
