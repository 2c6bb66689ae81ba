namespace Generator.Tests.Mvc.Differential;

/// <summary>Actions for the rules of MVC that random programs (Mvc/Seeded) have found, one by one.</summary>
internal static class EdgeSource
{
    public const string Text = """
        using System.ComponentModel.DataAnnotations;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Filters;
        using Microsoft.AspNetCore.Mvc.ModelBinding;

        public class Named
        {
            [ModelBinder(Name = "first-name"), StringLength(3)]
            public string? First { get; set; }

            [ModelBinder(Name = "last-name"), BindRequired]
            public string? Last { get; set; }
        }

        public record Defaults(
            string Text = "text", Tag Tag = default!, [BindNever] string? Hidden = "hidden", [Required] int[] Sizes = default!);

        public sealed class ForgetAttribute : ActionFilterAttribute
        {
            public override void OnActionExecuting(ActionExecutingContext context) => context.ActionArguments.Clear();
        }

        public class Order2 : IValidatableObject
        {
            public int Count { get; set; }

            public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
                [new ValidationResult("not " + validationContext.DisplayName)];
        }

        [ApiController, Route("api/edges/[action]")]
        public class EdgesController : ControllerBase
        {
            public object Names([FromQuery] Named named) => named;
            [HttpPost] public object NamesInBody([FromBody] Named named) => named;
            public string Required([Required] int page, [FromQuery, Required(ErrorMessage = "which {0}?")] DateOnly day) =>
                $"{page} {day:o}";
            public string Bound(
                [FromQuery, BindRequired] List<int> ids, [FromQuery(Name = "m"), BindRequired] Dictionary<string, int> map,
                [FromQuery, BindRequired] Tag tag) => $"{ids.Count} {map.Count} {tag.Name}";
            public string HeaderList([FromHeader(Name = "X-Ids"), BindRequired] int[] ids) => $"{ids.Length}";
            public string Shown([Display(Name = "The page")] int page) => $"{page}";
            public string Bytes([FromQuery] byte[]? data) => data is null ? "none" : Convert.ToHexString(data);
            public string Optional([FromQuery] int[]? ids = null, [FromQuery] Dictionary<string, int>? map = null) =>
                $"{ids is null} {map is null}";
            public object Record([FromQuery] Defaults defaults) => defaults;
            [HttpPost] public object RecordInBody(Defaults defaults) => defaults;
            public string Keys([FromQuery] Dictionary<int, int> map, [FromQuery] Dictionary<Color, string> colors) =>
                string.Join(",", map) + string.Join(",", colors);
            public object Tags([FromQuery] List<Tag> tags, [FromQuery] Dictionary<string, Tag> map) => tags;
            public string Order([FromQuery] Order2 order, [FromQuery] List<Order2> more) => "valid";
            [Forget] public string Forgotten(int n, string? s = "s") => $"{n} {s}";
            [HttpPost] public string FormList([FromForm] int[] ids) => string.Join(",", ids);
            [HttpPost] public object FormTag([FromForm] Todo todo) => todo;
            [HttpPost] public string OnlyService([FromServices] Clock clock) => clock.Now;
            public IResult Minimal() => Results.Ok("minimal");
        }
        """;

    /// <summary>The requests, as in <see cref="DifferentialRequests"/>.</summary>
    public const string Requests = """
        GET /api/edges/names?first-name=abcd
        GET /api/edges/names?first-name=abc&last-name=x&First=other
        POST /api/edges/namesinbody | Content-Type: application/json || {"first":"abcd"}
        GET /api/edges/required
        GET /api/edges/required?page=&day=x
        GET /api/edges/required?page=0&day=2020-02-03
        GET /api/edges/bound
        GET /api/edges/bound?other=1
        GET /api/edges/bound?ids=1&m[a]=1&name=ab
        GET /api/edges/headerlist
        GET /api/edges/headerlist | X-Ids: 1, 2
        GET /api/edges/headerlist | X-Ids: 
        GET /api/edges/shown?page=x
        GET /api/edges/bytes
        GET /api/edges/bytes?data=YQ==
        GET /api/edges/bytes?data=1&data=2
        GET /api/edges/optional
        GET /api/edges/optional?ids=1&map[a]=2
        GET /api/edges/optional?ids[1]=1
        GET /api/edges/record
        GET /api/edges/record?Text=&Hidden=x&Sizes[1]=3
        GET /api/edges/record?Sizes=3&Hidden=x&Tag.Name=ab
        POST /api/edges/recordinbody | Content-Type: application/json || {"tag":null,"sizes":[1]}
        GET /api/edges/keys?map[1]=2&map[0x10]=3&colors[1,0]=x
        GET /api/edges/keys?map[x]=1
        GET /api/edges/keys?map[99999999999]=1
        GET /api/edges/keys?colors[x]=1
        GET /api/edges/keys?map[]=1
        GET /api/edges/keys?map[1]=x
        GET /api/edges/keys?map=3&map[0].Key=1&map[0].Value=2
        GET /api/edges/keys?colors[0].Key=9&colors[0].Value=x
        GET /api/edges/keys?colors[0].Key=1&colors[0].Value=x&colors[1].Key=9&colors[1].Value=y
        GET /api/edges/keys?colors[9]=x
        GET /api/edges/keys?colors[1,5]=x
        GET /api/edges/keys?colors[%20]=x
        GET /api/edges/keys?colors[0].Key=%20&colors[0].Value=x
        GET /api/edges/keys?map[%20]=1
        GET /api/edges/keys?map[%20%20]=x
        GET /api/edges/keys?map[0].Key=%20&map[0].Value=1
        GET /api/edges/keys?map[0].Key=9&map[0].Value=1
        GET /api/values/map?map[%20]=1
        GET /api/values/map?map[%20]=1&map[a]=2
        GET /api/values/map?map[0].Key=%20&map[0].Value=1
        GET /api/edges/tags?map[%20].Name=x
        GET /api/edges/tags?tags.index=a&tags.index=b&tags[a].Name=x&tags[b].Weight=2
        GET /api/edges/tags?tags.index=a&tags[a].Weight=x
        GET /api/edges/tags?map[a].Name=x&map.b.Name=y
        GET /api/edges/tags?map[0].Key=a&map[0].Value.Name=x
        GET /api/edges/order?Count=1
        GET /api/edges/order?Count=x
        GET /api/edges/order?order.Count=1&more[0].Count=2
        GET /api/edges/order?order.Count=x&more[0].Count=x
        GET /api/edges/forgotten?n=5&s=x
        POST /api/edges/formlist | Content-Type: application/x-www-form-urlencoded || ids[]=1&ids[]=2
        POST /api/edges/formlist | Content-Type: application/x-www-form-urlencoded || []=1
        POST /api/edges/formtag | Content-Type: application/x-www-form-urlencoded || title=abc&main[name]=xy&tags[0][name]=ab&tags[1][name]=
        POST /api/edges/formtag | Content-Type: application/x-www-form-urlencoded || todo[title]=abc&todo[main][weight]=3
        POST /api/edges/onlyservice | Content-Type: multipart/form-data || x
        GET /api/edges/minimal
        """;
}
