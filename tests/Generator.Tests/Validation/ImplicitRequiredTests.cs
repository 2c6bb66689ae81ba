using System.Net;
using System.Text;
using Generator.Tests.Harness;

namespace Generator.Tests.Validation;

/// <summary>A non-nullable reference member of a body or form is required, as in MVC.</summary>
public sealed class ImplicitRequiredTests
{
    private const string Source = """
        using System.ComponentModel.DataAnnotations;
        using System.Text.Json.Serialization;

        public record Login(string Email, string Password);
        public sealed class Profile
        {
            public string Name { get; set; } = null!;
            public string? Nick { get; set; }
            public string Defaulted { get; set; } = "x";
            public int Age { get; set; }
            public Address Home { get; set; } = null!;
            public List<Address> Others { get; set; } = [];
            [JsonIgnore] public string Ignored { get; set; } = null!;
            [MinLength(3)] public string Code { get; set; } = null!;
            [Required(ErrorMessage = "Tell us.")] public string Reason { get; set; } = null!;
            public string Upper => Name.ToUpperInvariant();
        }
        public sealed class Address { [Display(Name = "the street")] public string Street { get; set; } = null!; }
        public sealed class Page<T> { public T Value { get; set; } = default!; public string Title { get; set; } = null!; }
        public sealed class ReferencePage<T> where T : class { public T Value { get; set; } = null!; public T? Next { get; set; } }
        public sealed class LoginPage : PageOf<Login>;
        public sealed class NullablePage : PageOf<Login?>;
        public abstract class PageOf<T> { public T First { get; set; } = default!; }
        public static class Outer<T>
        {
            public sealed record Inner(T Value);
            public abstract class Base { public T First { get; set; } = default!; }
        }
        public static class ReferenceOuter<T> where T : class { public sealed class Inner<U> { public T Value { get; set; } = null!; } }
        public sealed class NestedPage : Outer<Login>.Base;
        public sealed class Built
        {
            [JsonConstructor] public Built(string name) => Name = name;
            public Built() => Name = "built";
            public string Name { get; }
        }
        #nullable disable
        public sealed class Old { public string Name { get; set; } }
        #nullable restore

        [Controller("x"), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
        public static class XController
        {
            [Post("login")] public static int Login(Login login) => login.Email?.Length ?? -1;
            [Post("profile")] public static string Profile(Profile profile) => profile.Name;
            [Post("page")] public static string Page(Page<string> page) => page.Title + page.Value;
            [Post("referencepage")] public static string Page(ReferencePage<string> page) => page.Value + page.Next;
            [Post("loginpage")] public static string Page(LoginPage page) => page.First.Email;
            [Post("nullablepage")] public static string Page(NullablePage page) => "no " + page.First;
            [Post("inner")] public static string Inner(Outer<string>.Inner inner) => "no " + inner.Value;
            [Post("referenceinner")] public static string Inner(ReferenceOuter<string>.Inner<int> inner) => inner.Value;
            [Post("nestedpage")] public static string Page(NestedPage page) => page.First.Email;
            [Post("built")] public static string Build(Built built) => built.Name;
            [Post("old")] public static string Old(Old old) => "name " + old.Name;
            [Post("form")] public static string Form([FromForm] Profile profile) => profile.Name;
        }
        """;

    private const string Services = """
        builder.Services.ConfigureHttpJsonOptions(
            o => o.SerializerOptions.TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver());
        """;

    [Theory]
    [InlineData("login", "{}", "email: The Email field is required.", "password: The Password field is required.")]
    [InlineData("login", """{"email":null,"password":"x"}""", "email: The Email field is required.")]
    [InlineData(
        "profile",
        """{"others":[{}]}""",
        "name: The Name field is required.",
        "home: The Home field is required.",
        "code: The Code field is required.",
        "reason: Tell us.",
        "others[0].street: The the street field is required.")]
    [InlineData("page", "{}", "title: The Title field is required.")]
    [InlineData("referencepage", "{}", "value: The Value field is required.")]
    [InlineData("loginpage", "{}", "first: The First field is required.")]
    [InlineData("referenceinner", "{}", "value: The Value field is required.")]
    [InlineData("nestedpage", "{}", "first: The First field is required.")]
    [InlineData("built", "{}", "name: The Name field is required.")]
    public async Task A_missing_member_is_an_error(string path, string body, params string[] errors)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var response = await PostAsync(app, path, body);

        Assert.Equal(errors.Order(StringComparer.Ordinal),
            (await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("login", """{"email":"","password":" "}""", "0")]
    [InlineData("profile", """{"name":"Ann","home":{"street":"Main"},"code":"abc","reason":"why"}""", "Ann")]
    [InlineData("old", "{}", "name ")]
    [InlineData("inner", "{}", "no ")]
    [InlineData("nullablepage", "{}", "no ")]
    public async Task A_request_with_all_of_them_is_served(string path, string body, string expected)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var response = await PostAsync(app, path, body);

        Assert.Equal((HttpStatusCode.OK, expected), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_form_is_checked_too()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var form = new FormUrlEncodedContent([new("Code", "abc"), new("Reason", "why")]);
        using var response = await app.Client.PostAsync("/x/form", form);

        Assert.Equal(
            ["Home: The Home field is required.", "Ignored: The Ignored field is required.", "Name: The Name field is required."],
            (await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_switch_of_MVC_suppresses_it()
    {
        await using var app = await RunningApp.StartAsync(
            Source, Services +
                "builder.Services.Configure<ActionOptions>(o => o.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true);");
        using var response = await PostAsync(app, "login", "{}");

        Assert.Equal("-1", await response.Content.ReadAsStringAsync());
    }

    private static Task<HttpResponseMessage> PostAsync(RunningApp app, string path, string body) =>
        app.Client.PostAsync("/x/" + path, new StringContent(body, Encoding.UTF8, "application/json"));
}
