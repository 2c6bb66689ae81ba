using Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Running;

/// <summary>The members, attributes and route template that a controller inherits from its base classes, as in MVC.</summary>
public sealed class InheritanceTests
{
    private const string Source = """
        [Controller("api/[controller]")]
        public abstract class ApiController
        {
            [Get("about")] public string About() => GetType().Name;
            [Get("/static/[controller]")] public static string Absolute() => "static";
        }

        [Controller]
        public abstract class CrudController<T> : ApiController
        {
            [Get("")] public string List() => "list of " + typeof(T).Name;
            [Get("{id:int}")] public virtual string Show(int id) => $"{id}";
        }

        [Controller] public sealed class BookController : CrudController<string>;
        [Controller("authors")] public sealed class AuthorController : CrudController<int>
        {
            public override string Show(int id) => $"author {id}";
        }

        [Controller("v2/[controller]/[action]")] public abstract class SecondController : ApiController;
        [Controller] public sealed class PublisherController : SecondController { [Get] public string All() => "all"; }
        """;

    [Theory]
    [InlineData("/api/book", "list of String")]
    [InlineData("/api/book/5", "5")]
    [InlineData("/api/book/about", "BookController")]
    [InlineData("/static/book", "static")]
    [InlineData("/authors", "list of Int32")]
    [InlineData("/authors/5", "author 5")]
    [InlineData("/authors/about", "AuthorController")]
    [InlineData("/v2/publisher/All", "all")]
    [InlineData("/v2/publisher/About/about", "PublisherController")]
    public async Task The_route_is_that_of_the_nearest_class_that_has_one(string path, string body)
    {
        await using var app = await RunningApp.StartAsync(Source);

        Assert.Equal(body, await app.GetAsync(path));
    }

    /// <summary>C# prefers an applicable method of a derived class; an override counts as a method of the base.</summary>
    [Theory]
    [InlineData("/inherited", "hook inherited")]
    [InlineData("/overridden", "overridden")]
    [InlineData("/hidden", "hidden")]
    [InlineData("/generic/5", "generic 5")]
    [InlineData("/shared", "shared")]
    [InlineData("/derived", "hook derived 1")]
    public async Task An_inherited_action_is_called_although_a_derived_class_has_an_overload(string path, string body)
    {
        await using var app = await RunningApp.StartAsync("""
            [Controller("")]
            public abstract class Base<T>
            {
                protected internal string Order { get; set; } = "";
                [Get("inherited")] public string Plain() => Order + "inherited";
                [Get("overridden")] public virtual string Virtual() => "never";
                [Get("hidden")] public string Field() => "hidden";
                [Get("generic/{id}")] public string Generic(T id) => $"generic {id}";
                [Get("shared")] public static string Shared() => "shared";
            }

            public abstract class Hooked : Base<int>
            {
                [Before] public void Prepare() => Order = "hook ";
            }

            [Controller("")]
            public sealed class DerivedController : Hooked
            {
                public int Plain(int n = 1) => n;
                public override string Virtual() => "overridden";
                public string Virtual(params int[] n) => "wrong";
                public new Func<string> Field = () => "wrong";
                public string Generic(long id) => "wrong";
                public static string Shared(int n = 1) => "wrong";
                public void Prepare(string order = "wrong ") => Order = order;
                [Get("derived")] public string Derived(int n = 1) => $"{Order}derived {n}";
            }
            """);

        Assert.Equal(body, await app.GetAsync(path));
    }

    [Theory]
    [InlineData("/api/api/about")]
    [InlineData("/api/crud")]
    [InlineData("/static/api")]
    [InlineData("/book")]
    public async Task An_abstract_class_answers_nothing_itself(string path)
    {
        await using var app = await RunningApp.StartAsync(Source);

        Assert.Equal(404, await app.StatusAsync(path));
    }

    [Fact]
    public async Task An_error_in_the_route_of_a_base_is_reported_there()
    {
        const string Base = "[Controller(\"api/{tenant:nothing}\")] public abstract class ApiController;";
        var found = Assert.Single(await Compilations.AnalyzeAsync(Compilations.Create(
            Base, "[Controller] public sealed class BookController : ApiController { [Get] public string List() => \"\"; }")));

        Assert.Equal("GR0013", found.Id);
        Assert.Equal("{tenant:nothing}", Base.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
        Assert.Equal("Source0.cs", found.Location.SourceTree!.FilePath);
    }

    [Fact]
    public async Task A_base_in_a_library_gives_its_route_too()
    {
        var library = CompiledLibrary.Compile("Bases",
            "[Controller(\"api/[controller]\")] public abstract class ApiController { [Get(\"about\")] " +
            "public string About() => GetType().Name; }");
        await using var app = await RunningApp.StartAsync("[Controller] public sealed class BookController : ApiController;", [library]);

        Assert.Equal("BookController", await app.GetAsync("/api/book/about"));
    }
}
