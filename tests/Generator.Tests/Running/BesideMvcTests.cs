using Generator.Tests.Harness;

namespace Generator.Tests.Running;

/// <summary>An app that uses MVC too, such as one that migrates its controllers one by one.</summary>
public sealed class BesideMvcTests
{
    private const string Source = """
        [Controller("books")]
        public sealed class BookController
        {
            [Get("{id:int}")] public string Show(int id) => $"book {id}";
            public string Unpublished() => "not to be seen";
        }

        [Microsoft.AspNetCore.Mvc.Route("old")]
        public class OldController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            [Microsoft.AspNetCore.Mvc.HttpGet] public string Get() => "old";
        }

        public class ConventionalController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            public string Index() => "conventional";
        }
        """;

    private const string Services =
        "builder.Services.AddControllers().ConfigureApplicationPartManager(parts => " +
        "parts.ApplicationParts.Add(new Microsoft.AspNetCore.Mvc.ApplicationParts.AssemblyPart(typeof(TestProgram).Assembly)));";

    [Theory]
    [InlineData("app.UseActions(); app.MapControllers(); app.MapControllerRoute(\"default\", \"{controller}/{action}\");")]
    [InlineData("app.UseActions(); app.MapDefaultControllerRoute(); app.MapControllers();")]
    public async Task Mvc_serves_its_own_controllers_and_leaves_ours_alone(string pipeline)
    {
        await using var app = await RunningApp.StartAsync(Source, Services, pipeline);

        Assert.Equal("old", await app.GetAsync("/old"));
        Assert.Equal("conventional", await app.GetAsync("/conventional/index"));
        Assert.Equal("book 7", await app.GetAsync("/books/7"));
        Assert.Equal(404, await app.StatusAsync("/book/unpublished"));
        Assert.Equal(404, await app.StatusAsync("/book/show"));
    }

    [Fact]
    public async Task Mvc_may_come_first_when_it_has_routes_from_attributes_alone()
    {
        await using var app = await RunningApp.StartAsync(Source, Services, "app.MapControllers(); app.UseActions();");

        Assert.Equal("old", await app.GetAsync("/old"));
        Assert.Equal("book 7", await app.GetAsync("/books/7"));
        Assert.Equal(404, await app.StatusAsync("/book/unpublished"));
    }

    [Fact]
    public async Task When_mvc_has_found_them_already_the_app_does_not_start()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            RunningApp.StartAsync(Source, Services, "app.MapControllerRoute(\"default\", \"{controller}/{action}\"); app.UseActions();"));

        Assert.Contains("MVC has made actions of all public methods of BookController", error.Message, StringComparison.Ordinal);
        Assert.Contains("Call app.UseActions() before app.MapControllers()", error.Message, StringComparison.Ordinal);
    }
}
