namespace Generator.Tests.Mvc.Differential;

/// <summary>Actions that take values of the route, the query, headers and forms.</summary>
internal static class ValueSource
{
    public const string Text = """
        using System.ComponentModel.DataAnnotations;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.ModelBinding;

        [ApiController, Route("api/[controller]/[action]")]
        public class ValuesController(Clock clock) : ControllerBase
        {
            public string Page(int page, int size = 10) => $"{page} {size}";

            public string Colors(Color color, Color? maybe, [FromQuery] Access access) => $"{color} {maybe} {access}";

            public string Integers(int a, long? b, byte c, sbyte d, ushort e) => $"{a} {b} {c} {d} {e}";

            public string Fractions(double a, float? b, decimal c) => FormattableString.Invariant($"{a} {b} {c}");

            public string Others(bool a, Guid b, char c, Uri? d) => $"{a} {b} {(int)c} {d}";

            public string Times(DateTime a, DateTimeOffset b, TimeSpan c, DateOnly d, TimeOnly? e) =>
                FormattableString.Invariant($"{a:o} {b:o} {c} {d:o} {e:o}");

            public string Texts(string s, string? t, [FromQuery(Name = "q")] string? u = "otherwise") => $"[{s}][{t}][{u}]";

            public string Checked(
                [Range(1, 5)] int n, [StringLength(3)] string? s, [Required] int? r, [BindRequired] int b, [Required] string w,
                [EmailAddress, FromQuery(Name = "e-mail"), Display(Name = "Address")] string? mail) => $"{n} {s} {r} {b} {w} {mail}";

            public string Headers(
                [FromHeader] string? one, [FromHeader(Name = "X-Two")] int two, [FromHeader(Name = "X-Many")] string[] many,
                [FromHeader(Name = "X-Needed")] string needed) => $"{one} {two} {string.Join(";", many)} {needed}";

            public string Lists(
                [FromQuery] int[] ids, [FromQuery] List<string> names, [FromQuery] IEnumerable<Color> colors,
                [FromQuery] HashSet<int> set) =>
                $"{string.Join(",", ids)}|{string.Join(",", names)}|{string.Join(",", colors)}|{set.Count}";

            public string Map([FromQuery] Dictionary<string, int> map) =>
                string.Join(",", map.OrderBy(pair => pair.Key).Select(pair => pair.Key + "=" + pair.Value));

            public ActionResult<object> Filter([FromQuery] Filter filter) => Ok(filter);

            public object Person([FromQuery] Person person) => person;

            public object Paging([FromQuery] Paging paging) => paging;

            public string Service(Clock given, [FromServices] Clock explicitly) => clock.Now + given.Now + explicitly.Now;

            [HttpPost]
            public string Form([FromForm] string name, [FromForm] int age, [FromForm] int[] n) => $"{name} {age} {n.Length}";

            [HttpPost]
            public object FormObject([FromForm] Filter filter) => filter;

            [HttpPost]
            public string File(IFormFile file, IFormFileCollection all) => $"{file.Length} {all.Count}";
        }

        [Route("[controller]/[action]")]
        public class PlainController : ControllerBase
        {
            public string Show(int id, string? name) => $"{id} {name} {Errors()}";

            public object Filter(Filter filter) => new { filter, ModelState.IsValid };

            [HttpPost]
            public string Body([FromBody] Todo todo) => $"{todo?.Id} {Errors()}";

            public IActionResult Missing() => NotFound();

            [HttpPost]
            public string Validated([FromBody] Todo? todo, string? prefix)
            {
                ModelState.Clear();
                var isValid = prefix is null ? TryValidateModel(todo!) : TryValidateModel(todo!, prefix);
                return $"{isValid} {Errors()}";
            }

            public string ValidatedAgain(Filter filter)
            {
                filter.Page += 100;
                return $"{TryValidateModel(filter, "filter")} {Errors()}";
            }

            public string ValidatedOthers(int n) =>
                TryValidateModel(n) + $" {TryValidateModel(new List<Tag> { new() { Name = "" } }, "l")}" +
                $" {TryValidateModel(new Tag[] { new() { Name = "" } })} {TryValidateModel(new Polite { Text = "x" })} {Errors()}";

            public async Task SaveAsync() => await Response.WriteAsync("saved");

            private string Errors() => ModelState.IsValid + string.Join(",", ModelState.Where(entry => entry.Value!.Errors.Count > 0)
                .OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => entry.Key + ":" + entry.Value!.Errors[0].ErrorMessage));
        }
        """;
}
