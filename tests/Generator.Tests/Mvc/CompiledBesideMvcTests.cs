using Generator.Tests.Harness;

namespace Generator.Tests.Mvc;

/// <summary>An app may add MVC as well, for its views: compiled controllers are then served once, and not by MVC.</summary>
public sealed class CompiledBesideMvcTests
{
    private const string Source = """
        using Microsoft.AspNetCore.Mvc;

        [assembly: CompileMvcControllers]

        [Route("books")]
        public sealed class BookController : ControllerBase
        {
            [HttpGet("{id}")] public string Show(int id) => $"{id} {HttpContext.GetEndpoint()!.Metadata.GetMetadata<Marker>() is null}";
        }

        public sealed class Marker;
        """;

    [Fact]
    public async Task MVC_leaves_compiled_controllers_alone()
    {
        const string Services = """
            builder.Services.AddControllers().ConfigureApplicationPartManager(parts =>
                parts.ApplicationParts.Add(new Microsoft.AspNetCore.Mvc.ApplicationParts.AssemblyPart(typeof(TestProgram).Assembly)));
            """;
        await using var app = await RunningApp.StartAsync(
            Source, Services, "app.UseActions(); app.MapControllers().WithMetadata(new Marker());");

        Assert.Equal("7 True", await app.GetAsync("/books/7"));
        Assert.Equal(404, await app.StatusAsync("/book"));
    }
}
