using System.Net;
using Generator.Tests.Diagnostics;
using Generator.Tests.Harness;

namespace Generator.Tests.Binding;

/// <summary>Attributes of the app that name a source: their names are evaluated at build time, or are an error.</summary>
public sealed class CustomSourceTests
{
    private const string Attributes = """
        using Microsoft.AspNetCore.Http.Metadata;

        public sealed class AssignedAttribute : FromHeaderAttribute { public AssignedAttribute() => Name = "X-Tenant"; }
        public sealed class BlockAttribute : FromHeaderAttribute
        {
            public BlockAttribute(string name) { ArgumentNullException.ThrowIfNull(name); this.Name = name; }
        }
        public class BaseAttribute : FromHeaderAttribute
        {
            public BaseAttribute(string name, string prefix = "X-") { Name = prefix + name; }
        }
        public sealed class ThisAttribute : BaseAttribute
        {
            public ThisAttribute() : this("Tenant") { }
            public ThisAttribute(string name) : base(name: name) { }
        }
        public sealed class PrimaryAttribute(string name) : BaseAttribute(name, "X-");
        public sealed class InterfaceAttribute(string? name) : Attribute, IFromHeaderMetadata { public string? Name => name ?? "X-Tenant"; }
        public sealed class InitializedAttribute(string name) : Attribute, IFromHeaderMetadata { public string? Name { get; } = name; }
        public sealed class FieldAttribute : Attribute, IFromHeaderMetadata
        {
            private readonly string _name;
            public FieldAttribute(string name) { _name = name; }
            public string? Name { get { return _name; } }
        }
        public sealed class ExplicitAttribute : Attribute, IFromHeaderMetadata
        {
            string? IFromHeaderMetadata.Name => "X-Tenant";
            public string? Name => "id";
        }
        public class VirtualAttribute : Attribute, IFromHeaderMetadata { public virtual string? Name => null; }
        public sealed class OverridingAttribute : VirtualAttribute { public override string? Name => "X-Tenant"; }
        public class PrefixedAttribute : Attribute, IFromHeaderMetadata
        {
            protected virtual string? Text => null;
            public string? Name => Text;
        }
        public sealed class ConcreteAttribute : PrefixedAttribute { protected override string? Text => "X-Tenant"; }
        public sealed partial class PartialAttribute : Attribute, IFromHeaderMetadata { public partial string? Name { get; } }
        public sealed partial class PartialAttribute { public partial string? Name => "X-Tenant"; }
        public sealed class OfAttribute<T> : Attribute, IFromHeaderMetadata
        {
            public OfAttribute(string prefix) => Name = prefix + "Tenant";
            public string? Name { get; }
        }
        public class DefaultAttribute : FromHeaderAttribute { public DefaultAttribute(string name = "X-Tenant") => Name = name; }
        public sealed class ImplicitAttribute : DefaultAttribute { public int Other { get; set; } }
        public sealed class DescribedAttribute : FromHeaderAttribute
        {
            public DescribedAttribute(string name)
            {
                if (name.Length == 0) { throw new ArgumentException("empty", nameof(name)); }
                Name = name;
                Description = $"the {name.Trim()}";
            }
            public string Description { get; }
        }
        public sealed class SettableAttribute : Attribute, IFromHeaderMetadata { public string? Name { get; set; } = "id"; }
        public sealed class QueryAttribute : FromQueryAttribute { public QueryAttribute() => Name = "tenant"; }
        public sealed class RouteAttribute : FromRouteAttribute { public RouteAttribute() => Name = "tenant"; }
        public sealed class FormAttribute : FromFormAttribute { public FormAttribute() => Name = "tenant"; }
        public sealed class MaybeBodyAttribute : FromBodyAttribute
        {
            public MaybeBodyAttribute() => EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow;
        }
        public sealed class OptionalBodyAttribute(bool optional) : Attribute, IFromBodyMetadata { public bool AllowEmpty => optional; }
        """;

    [Theory]
    [InlineData("Assigned")]
    [InlineData("Block(\"X-Tenant\")")]
    [InlineData("This")]
    [InlineData("This(\"Tenant\")")]
    [InlineData("Primary(\"Tenant\")")]
    [InlineData("Interface(\"X-Tenant\")")]
    [InlineData("Interface(null)")]
    [InlineData("Initialized(\"X-Tenant\")")]
    [InlineData("Field(\"X-Tenant\")")]
    [InlineData("Explicit")]
    [InlineData("Overriding")]
    [InlineData("Concrete")]
    [InlineData("Partial")]
    [InlineData("Of<int>(\"X-\")")]
    [InlineData("Implicit")]
    [InlineData("Described(\"X-Tenant\")")]
    [InlineData("Settable(Name = \"X-Tenant\")")]
    [InlineData("Assigned(Name = \"X-Tenant\")")]
    public async Task The_header_has_the_name_that_the_attribute_sets(string attribute)
    {
        await using var app = await RunningApp.StartAsync(
            $"{Attributes} [Controller(\"x\")] public static class XController {{ [Get(\"\")] " +
            $"public static string Show([{attribute}] string? id) => id ?? \"none\"; }}");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/x") { Headers = { { "X-Tenant", "acme" }, { "id", "forged" } } };

        using var response = await app.Client.SendAsync(request);

        Assert.Equal("acme", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Other_sources_have_the_names_that_their_attributes_set()
    {
        await using var app = await RunningApp.StartAsync(Attributes + """

            public sealed record Gift(string? Name);
            public sealed record Both([property: Query] string? Id, [property: Assigned] string? Tenant);

            [Controller("x")]
            public static class XController
            {
                [Get("query")] public static string Query([Query] string? id) => id ?? "none";
                [Get("route/{id}/{tenant}")] public static string Route([Route] string? id) => id ?? "none";
                [Get("members")] public static string Members([AsParameters] Both both) => $"{both.Id} {both.Tenant}";
                [Post("form"), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
                public static string Form([Form] string? id) => id ?? "none";
                [Post("body")] public static string Body([MaybeBody] Gift gift) => $"{gift is null}";
                [Post("optional")] public static string Optional([OptionalBody(true)] Gift gift) => $"{gift is null}";
                [Post("required")] public static string Required([OptionalBody(false)] Gift gift) => $"{gift is null}";
            }
            """);

        Assert.Equal("acme", await app.GetAsync("/x/query?id=forged&tenant=acme"));
        Assert.Equal("acme", await app.GetAsync("/x/route/forged/acme"));
        Assert.Equal("acme ", await app.GetAsync("/x/members?id=forged&tenant=acme"));
        using var form = new FormUrlEncodedContent([new("id", "forged"), new("tenant", "acme")]);
        using var posted = await app.Client.PostAsync("/x/form", form);
        Assert.Equal("acme", await posted.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, (await app.Client.PostAsync("/x/body", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Client.PostAsync("/x/optional", null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Client.PostAsync("/x/required", null)).StatusCode);
    }

    [Fact]
    public async Task A_service_has_the_key_that_the_attribute_sets()
    {
        await using var app = await RunningApp.StartAsync(
            """
            public sealed class RoomAttribute(string name) : FromKeyedServicesAttribute("room-" + name)
            {
                public RoomAttribute() : this("1") { }
            }

            public sealed record Thing(string Text);
            [Controller("x")] public sealed class XController([Room("2")] Thing second)
            {
                [Get("")] public string Show([Room] Thing first) => first.Text + second.Text;
            }
            """,
            "foreach (var key in new[] { \"room-1\", \"room-2\" }) { builder.Services.AddKeyedSingleton(key, new Thing(key)); }");

        Assert.Equal("room-1room-2", await app.Client.GetStringAsync("/x"));
    }

    [Theory]
    [InlineData("public sealed class TenantAttribute : FromHeaderAttribute { public TenantAttribute() => Name = Find(); " +
        "private static string Find() => \"x\"; }")]
    [InlineData("public sealed class TenantAttribute : FromHeaderAttribute { public TenantAttribute() { if (DateTime.Now.Year > 0) { " +
        "Name = \"x\"; } } }")]
    [InlineData("public sealed class TenantAttribute : FromHeaderAttribute { public TenantAttribute() { Set(); } " +
        "private void Set() => Name = \"x\"; }")]
    [InlineData("public sealed class TenantAttribute : Attribute, Microsoft.AspNetCore.Http.Metadata.IFromHeaderMetadata { " +
        "public string? Name => Environment.MachineName; }")]
    [InlineData("public sealed class TenantAttribute : Attribute, Microsoft.AspNetCore.Http.Metadata.IFromQueryMetadata { " +
        "public string? Name { get { var name = \"x\"; return name; } } }")]
    [InlineData("public sealed class TenantAttribute : FromFormAttribute { public TenantAttribute() => Name = Environment.MachineName; }")]
    [InlineData("public sealed class TenantAttribute : Attribute, Microsoft.AspNetCore.Http.Metadata.IFromBodyMetadata { " +
        "public bool AllowEmpty => DateTime.Now.Year > 0; }")]
    [InlineData("public sealed class TenantAttribute : FromHeaderAttribute { public TenantAttribute() { Name = \"x\"; " +
        "if (DateTime.Now.Year > 0) { Name = \"y\"; } } }")]
    [InlineData("public sealed class TenantAttribute : FromHeaderAttribute { public TenantAttribute() { " +
        "if (DateTime.Now.Year > 0) { return; } Name = \"x\"; } }")]
    [InlineData("public sealed class TenantAttribute : FromHeaderAttribute { public TenantAttribute(string? name = null) { " +
        "name ??= \"x\"; Name = name; } }")]
    [InlineData("public sealed class TenantAttribute : FromHeaderAttribute { public TenantAttribute() { Set(this); } " +
        "private static void Set(TenantAttribute one) => one.Name = \"x\"; }")]
    [InlineData("public sealed class TenantAttribute : Attribute, Microsoft.AspNetCore.Http.Metadata.IFromHeaderMetadata { " +
        "private string? _name; public TenantAttribute() { Set(out _name); } private static void Set(out string? name) => name = \"x\"; " +
        "public string? Name => _name; }")]
    [InlineData("public sealed class TenantAttribute : Attribute, Microsoft.AspNetCore.Http.Metadata.IFromHeaderMetadata { " +
        "private static readonly string? Shared; static TenantAttribute() => Shared = \"x\"; public string? Name => Shared; }")]
    [InlineData("public sealed class TenantAttribute : FromHeaderAttribute { public TenantAttribute() => Key = \"x\"; " +
        "public string? Key { get => Name; set => Name = value; } }")]
    [InlineData("public sealed class TenantAttribute(object name) : FromKeyedServicesAttribute(name) { public TenantAttribute() " +
        ": this(Environment.MachineName) { } }")]
    [InlineData("public sealed class TenantAttribute() : FromKeyedServicesAttribute(DayOfWeek.Friday);")]
    public async Task A_name_that_cannot_be_evaluated_is_an_error(string attribute)
    {
        var found = await Analysis.RunAsync(attribute +
            " public sealed class Thing { } [Controller(\"x\")] public static class XController { [Post(\"\")] " +
            "public static string Show([Tenant] " +
            (attribute.Contains("Keyed", StringComparison.Ordinal) ? "Thing" : "string") + " id) => \"\"; }");

        Assert.Equal("GR0028", Assert.Single(found).Id);
    }
}
