using Generator.Tests.Harness;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.Extensions.DependencyInjection;

namespace Generator.Tests.Mvc;

/// <summary>The parameters of compiled MVC actions in the API explorer.</summary>
public sealed class MvcDescriptionTests
{
    private const string Source = """
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.ModelBinding;

        [assembly: CompileMvcControllers]

        public sealed record Filter(string? Tag, Author? By = null, int Limit = 20);

        public sealed class Author
        {
            [FromQuery(Name = "who")] public string? Name { get; set; }
            [BindRequired] public int Age { get; set; }
            public Author? Teacher { get; set; }
        }

        [ApiController, Route("books")]
        public sealed class BookController : ControllerBase
        {
            [HttpGet("{id}")] public string Find(int id, [FromQuery] Filter filter, string? order) => "";
        }
        """;

    [Fact]
    public async Task The_members_of_an_object_from_the_query_are_described_each()
    {
        await using var app = await RunningApp.StartAsync(Source, "builder.Services.AddEndpointsApiExplorer();", "app.UseActions();");

        var parameters = app.Services.GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items
            .SelectMany(group => group.Items).Single().ParameterDescriptions;

        Assert.Equal(
            ["Path id True", "Query Tag False", "Query By.who False", "Query By.Age True", "Query Limit False", "Query order False"],
            parameters.Select(one => $"{one.Source.Id} {one.Name} {one.IsRequired}"));
        Assert.Equal(20, parameters.Single(one => one.Name == "Limit").DefaultValue);
    }
}
