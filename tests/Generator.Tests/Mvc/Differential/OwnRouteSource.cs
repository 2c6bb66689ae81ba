namespace Generator.Tests.Mvc.Differential;

/// <summary>Controllers with route attributes that the app declares itself, in every form whose values are constants.</summary>
internal static class OwnRouteSource
{
    public const string Text = """
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Cors;
        using Microsoft.AspNetCore.Cors.Infrastructure;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Filters;
        using Microsoft.AspNetCore.Mvc.Infrastructure;
        using Microsoft.AspNetCore.Mvc.Routing;

        [assembly: CompileMvcControllers]

        public class VersionedAttribute : Attribute, IRouteTemplateProvider, IEnableCorsAttribute, IApiBehaviorMetadata
        {
            public const string Resource = "[controller]";
            public VersionedAttribute(int version, string resource = Resource)
            {
                Template = $"api/v{version}/{resource}";
                PolicyName = "p";
            }

            public string Template { get; }
            public int? Order => 2;
            public string? Name { get; set; }
            public string? PolicyName { get; set; }
        }

        public class V1Attribute : VersionedAttribute { public V1Attribute(string resource = "[controller]") : base(1, resource) { } }
        public sealed class V2Attribute() : VersionedAttribute(resource: "two/[controller]", version: 2);

        public sealed class GetByIdAttribute : Attribute, IActionHttpMethodProvider, IRouteTemplateProvider
        {
            public IEnumerable<string> HttpMethods => new[] { "GET" };
            public string Template => "{id:int}";
            public int? Order => 0;
            public string? Name { get; }
        }

        public sealed class DeleteByIdAttribute() : HttpDeleteAttribute("{id:int}");
        public sealed class PutByIdAttribute : HttpPutAttribute { public PutByIdAttribute() : base("{id:int?}") => Name = "put-[action]"; }
        public sealed class SilentPostAttribute : HttpPostAttribute;
        public sealed class ApiRouteAttribute(string template) : RouteAttribute("api/own/" + template);
        public sealed class BracesAttribute(string kind) : HttpGetAttribute($"{kind}/{{id:int}}/{{**rest}}");
        public sealed class AbsoluteAttribute(string? at = null) : HttpGetAttribute(at ?? "/absolute/[action]");
        public sealed class ChosenAttribute(bool deep) : HttpGetAttribute(deep ? "deep/down" : "shallow");
        public sealed class ManyAttribute(params string[] methods) : HttpMethodAttribute(methods, "many");
        public sealed class ListedAttribute() : HttpMethodAttribute(["GET", "put"], "listed");
        public sealed class StaticAttribute() : HttpMethodAttribute(_methods, "static")
        {
            private static readonly IEnumerable<string> _methods = new List<string> { "PATCH" };
        }

        public sealed class OrderedAttribute : HttpGetAttribute { public OrderedAttribute(string template) : base(template) => Order = -5; }
        public sealed class BlockAttribute : Attribute, IRouteTemplateProvider
        {
            private readonly string _prefix = "block";
            public BlockAttribute(string? name)
            {
                if (string.IsNullOrEmpty(name))
                {
                    name = "none";
                }
                else if (name == "null") name = null;
                var path = _prefix + "/" + name;
                this.Template = path;
            }

            public string? Template { get; private set; }
            int? IRouteTemplateProvider.Order => null;
            public string? Name { get { return "block-" + Template; } }
        }

        /// <summary>Methods alone: no route.</summary>
        [AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
        public sealed class MethodAttribute(string method) : Attribute, IActionHttpMethodProvider
        {
            public IEnumerable<string> HttpMethods { get; } = [method];
        }

        public abstract class GeneralAttribute : Attribute, IActionHttpMethodProvider, IRouteTemplateProvider
        {
            public IEnumerable<string> HttpMethods => new string[] { Method };
            protected abstract string Method { get; }
            protected virtual string Suffix => "general";
            public string Template => "of-" + Suffix;
            public int? Order { get; init; }
            public string? Name { get; set; } = null;
        }

        public sealed class SpecialAttribute : GeneralAttribute
        {
            protected override string Method => Suffix is null ? "PUT" : Verbs.Post;
            protected override string Suffix => Verbs.Post + nameof(SpecialAttribute);
        }

        public static class Verbs { public const string Post = "POST"; }

        public sealed class OpenAttribute() : HttpGetAttribute("open"), IAllowAnonymous;
        public sealed class AdminAttribute(string template) : HttpGetAttribute(template), IAuthorizeData
        {
            public string? Policy { get; set; } = "nobody";
            public string? Roles { get; set; }
            public string? AuthenticationSchemes { get; set; }
        }

        public sealed class FilteredAttribute() : HttpGetAttribute("filtered"), IActionFilter
        {
            public void OnActionExecuting(ActionExecutingContext context) => context.HttpContext.Response.Headers.Append("X-Filter", "1");
            public void OnActionExecuted(ActionExecutedContext context) { }
        }

        public sealed class Input { public string Text { get; set; } = ""; }

        [V1]
        public class AlphaController : ControllerBase
        {
            [GetByIdAttribute] public string One(int id) => $"one {id}";
            [HttpGet("{name}")] public string Named(string name) => $"named {name}";
            [DeleteById] public string Delete(int id) => $"delete {id}";
            [PutById] public string Put(int id, [FromBody] Input input) => Url.RouteUrl("put-Put", new { id }) + input.Text;
            [SilentPost] public string Post(Input input) => input.Text;
            [SilentPost, Route("both")] public string Both() => "both";
            [Braces("braces")] public string Braced(int id, string? rest) => $"{id} {rest}";
            [Absolute] public string Absolute() => "absolute";
            [Absolute("~/{id}/rooted")] public string Rooted(string id) => id;
            [Chosen(true)] public string Deep() => "deep";
            [Many("GET", "PATCH")] public string Many() => Request.Method;
            [Listed] public string Listed() => Request.Method;
            [Static] public string Static() => Request.Method;
            [AcceptVerbs("GET", "DELETE", Route = "accepts")] public string Accepts() => Request.Method;
            [Ordered("{*all}")] public string All(string all) => $"all {all}";
            [Block("x"), Method("GET"), Method("PUT")] public string Block() => Url.RouteUrl("block-block/x") ?? "none";
            [Block(null)] public string NoName() => Url.RouteUrl("block-block/none") ?? "none";
            [Special(Name = "special")] public string Special() => Url.RouteUrl("special") ?? "none";
            [ActionName("x-renamed"), Chosen(false, Name = "[action]")]
            public string Renamed() => Url.RouteUrl("x-renamed") ?? "none";
            [HttpGet("plain"), Method("POST")] public string Plain() => Request.Method;
            [HttpGet("twice"), Method("POST"), Method("post"), Route("other")] public string Twice() => Request.Method;
        }

        [V2(Name = "two-[action]")]
        public class BetaController : ControllerBase
        {
            [HttpGet] public string Get() => Url.RouteUrl("two-Get") ?? "none";
            [HttpPost("required")] public string Required(Input input) => input.Text;
            [Admin("admin")] public string Admin() => "admin";
            [Filtered] public string Filtered() => "filtered";
            [HttpGet("other"), EnableCors("q")] public string OtherPolicy() => "other";
        }

        [V2, Authorize("nobody")]
        public class DeltaController : ControllerBase
        {
            [Open] public string Open() => "open";
            [HttpGet("closed")] public string Closed() => "closed";
        }

        [ApiRoute("gamma"), Method("PUT")]
        public class GammaController : ControllerBase
        {
            [Route("any")] public string Any() => Request.Method;
            [HttpGet("own")] public string Own() => Request.Method;
            [Route("/rooted-gamma")] public string Rooted() => Request.Method;
            [Method("DELETE")] public string Bare() => Request.Method;
        }

        /// <summary>The nearest class with a route decides, and its attribute alone applies.</summary>
        [V1("base")]
        public abstract class RoutedBase : ControllerBase
        {
            [HttpGet("inherited")] public virtual string Inherited() => "base";
            [Admin("guarded")] public virtual string Guarded() => "guarded";
            [HttpGet("first")] public virtual string Replaced() => "first";
            [HttpPost("input")] public string Input(Input input) => input.Text;
        }

        public abstract class RoutedMiddle : RoutedBase
        {
            [HttpGet("middle")] public override string Replaced() => "middle";
        }

        public class InheritingController : RoutedMiddle
        {
            public override string Replaced() => "last";
        }

        [Route("replacing")]
        public class ReplacingController : RoutedBase
        {
            [HttpGet("unguarded")] public override string Guarded() => "unguarded";
        }
        """;

    public const string Services = """
        builder.Services.AddAuthorization(options => options.AddPolicy("nobody", policy => policy.RequireAssertion(_ => false)));
        builder.Services.AddAuthentication().AddCookie();
        builder.Services.AddCors(options =>
        {
            options.AddPolicy("p", policy => policy.WithOrigins("http://p"));
            options.AddPolicy("q", policy => policy.WithOrigins("http://q"));
        });

        """;

    public const string Later = "app.UseCors(); app.UseAuthorization();";

    public static IEnumerable<string> Requests()
    {
        string[] paths =
        [
            "/api/v1/Alpha", "/api/v1/Alpha/5", "/api/v1/Alpha/name", "/api/v1/Alpha/both", "/api/v1/Alpha/braces/7/a/b",
            "/api/v1/Alpha/braces/7", "/absolute/Absolute", "/9/rooted", "/api/v1/Alpha/deep/down", "/api/v1/Alpha/shallow",
            "/api/v1/Alpha/many", "/api/v1/Alpha/listed", "/api/v1/Alpha/static", "/api/v1/Alpha/accepts", "/api/v1/Alpha/a/b/c",
            "/api/v1/Alpha/block/x", "/api/v1/Alpha/block/none", "/api/v1/Alpha/of-POSTSpecialAttribute", 
            "/api/v1/Alpha/plain", "/api/v1/Alpha/twice", "/api/v1/Alpha/other",
            "/api/v2/two/Beta", "/api/v2/two/Beta/required",
            "/api/v2/two/Delta/open", "/api/v2/two/Delta/closed", "/api/v2/two/Beta/admin",
            "/api/v2/two/Beta/filtered", "/api/v2/two/Beta/other",
            "/api/own/gamma", "/api/own/gamma/any", "/api/own/gamma/own", "/rooted-gamma",
            "/api/v1/base/inherited", "/api/v1/base/guarded", "/api/v1/base/first", "/api/v1/base/middle", "/api/v1/base/input",
            "/replacing/inherited", "/replacing/guarded", "/replacing/unguarded", "/replacing/first", "/replacing/input",
        ];
        string[] methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
        string[] rest =
        [
            "", " | Origin: http://p", " | Origin: http://q", " | Content-Type: application/json || {\"text\":\"t\"}",
            " | Content-Type: application/json || {\"text\":1}",
        ];
        return
            from path in paths
            from method in methods
            from more in rest
            select $"{method} {path}{more}";
    }
}
