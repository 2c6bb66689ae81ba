using System.Net.Http.Json;
using Generator.Tests.Harness;

namespace Generator.Tests.Binding;

/// <summary>
/// The compiler omits an attribute with <c>[Conditional]</c> where none of its symbols is defined, and so does generated code.
/// </summary>
public sealed class ConditionalAttributeTests
{
    private const string Source = """
        using System.ComponentModel.DataAnnotations;
        using System.Diagnostics;

        [Conditional("AUDIT")] public class AuditAttribute : Attribute;
        public sealed class DerivedAuditAttribute : AuditAttribute;
        [Conditional("AUDIT"), Conditional("OTHER")]
        public sealed class OpenAttribute : Microsoft.AspNetCore.Authorization.AllowAnonymousAttribute;
        [Conditional("AUDIT")] public sealed class TenantAttribute : FromHeaderAttribute { public TenantAttribute() => Name = "X-Tenant"; }
        [Conditional("AUDIT")] public sealed class NeverAttribute : ValidationAttribute
        {
            public override bool IsValid(object? value) => false;
        }
        public sealed class Order { [Never] public int Count { get; set; } }

        [Controller("x"), Audit]
        public static class XController
        {
            [Get("metadata"), Open, DerivedAudit]
            public static string Metadata(HttpContext context) => string.Join(",", context.GetEndpoint()!.Metadata
                .Select(one => one.GetType().Name).Where(name => name is "AuditAttribute" or "DerivedAuditAttribute" or "OpenAttribute"));
            [Get("source")] public static string? Tenant([Tenant] string? id) => id;
            [Get("argument")] public static string Argument([Never] int count) => "valid";
            [Post("body")] public static string Body(Order order) => "valid";
        }
        """;

    [Fact]
    public async Task They_are_not_applied_without_a_symbol()
    {
        await using var app = await RunningApp.StartAsync(Source);

        Assert.Equal("", await app.GetAsync("/x/metadata"));
        Assert.Equal("query", await app.GetAsync("/x/source?id=query"));
        Assert.Equal("valid", await app.GetAsync("/x/argument?count=1"));
        using var posted = await app.Client.PostAsJsonAsync("/x/body", new { count = 1 });
        Assert.Equal("valid", await posted.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("#define AUDIT")]
    [InlineData("#undef AUDIT\n#define AUDIT")]
    [InlineData("#define A\n#if A\n#define AUDIT\n#else\n#undef AUDIT\n#endif")]
    public async Task They_are_applied_where_a_symbol_is_defined(string directives)
    {
        await using var app = await RunningApp.StartAsync(directives + "\n" + Source);

        Assert.Equal("AuditAttribute,OpenAttribute,DerivedAuditAttribute", await app.GetAsync("/x/metadata"));
        Assert.Equal("", await app.GetAsync("/x/source?id=query"));
        Assert.Equal(400, await app.StatusAsync("/x/argument?count=1"));
        using var posted = await app.Client.PostAsJsonAsync("/x/body", new { count = 1 });
        Assert.Equal(400, (int)posted.StatusCode);
    }

    [Fact]
    public async Task One_defined_symbol_is_sufficient()
    {
        await using var app = await RunningApp.StartAsync("#define OTHER\n" + Source);

        Assert.Equal("OpenAttribute", await app.GetAsync("/x/metadata"));
    }
}
