using Generator.Tests.Harness;

namespace Generator.Tests.Mvc;

/// <summary>MVC reads anonymous route values by reflection: generated code keeps their properties when the program is trimmed.</summary>
public sealed class MvcRouteValueTests
{
    [Fact]
    public void Every_anonymous_type_of_a_controller_is_kept_once()
    {
        var run = GeneratorRun.Of("""
            using Microsoft.AspNetCore.Mvc;

            [assembly: CompileMvcControllers]

            [Route("x")]
            public partial class XController : ControllerBase
            {
                [HttpGet("a")] public IActionResult A(int id) => CreatedAtAction("A", new { id }, new { id });
                [HttpGet("b")] public string? B(string name, int? page) => Url.Action("A", new { name, page, @class = (long)1 });
                [HttpGet("c")] public object C() => new { nested = new { a = 1 }, kept = Access.Read };
                private enum Access { Read }
            }

            public partial class XController
            {
                [HttpGet("d")] public IActionResult D() => RedirectToAction("A", new { id = 7 });
            }
            """);

        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
        var kept = run.Files.Values.SelectMany(file => file.Split('\n')).Where(line => line.Contains("MvcRouteValues.Keep"))
            .Select(line => line.Trim().TrimEnd(',').Replace("global::Graceful.Mvc.MvcRouteValues.Keep", string.Empty));
        Assert.Equal(
            ["(new { id = default(int) })", "(new { name = default(string), page = default(int?), @class = default(long) })",
                "(new { a = default(int) })"],
            kept);
    }
}
