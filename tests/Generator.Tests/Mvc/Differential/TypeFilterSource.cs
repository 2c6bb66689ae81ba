namespace Generator.Tests.Mvc.Differential;

/// <summary>Actions with filters that are created by their type: of attributes, of derived attributes, and of the app.</summary>
internal static class TypeFilterSource
{
    public const string Text = """
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Filters;

        public abstract class NotingFilter : IActionFilter
        {
            private readonly string _id = Guid.NewGuid().ToString("N");

            protected abstract string Note { get; }

            public void OnActionExecuting(ActionExecutingContext context)
            {
                var notes = context.HttpContext.Request.Path + ":" + Note;
                context.HttpContext.Response.Headers.Append("X-Notes", notes);
                var known = Seen.AddOrUpdate(_id, 1, (_, count) => count + 1);
                context.HttpContext.Response.Headers.Append("X-Seen", known > 1 ? "again" : "first");
            }

            public void OnActionExecuted(ActionExecutedContext context)
            {
            }

            private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> Seen = new();
        }

        public sealed class PlainNote(Clock clock) : NotingFilter
        {
            protected override string Note => "plain " + clock.Now;
        }

        public sealed class OrderedNote(int weight, ILogger<OrderedNote> logger, string first, string second = "otherwise") : NotingFilter,
            IOrderedFilter
        {
            public int Order => 77;

            protected override string Note => $"{weight} {first} {second} {logger is null}";
        }

        public sealed class TypedNote(object any, Type type, Color color, int? n, long l, string[] texts, Clock? clock = null)
            : NotingFilter
        {
            protected override string Note => $"{any} {type.Name} {color} {n} {l} {string.Join("+", texts)} {clock?.Now}";
        }

        public sealed class ChosenNote : NotingFilter
        {
            private readonly string _note;

            public ChosenNote(string text, int n) => _note = $"two {text} {n}";

            public ChosenNote(string text, Clock clock, bool flag) => _note = $"three {text} {clock.Now} {flag}";

            public ChosenNote(Missing missing) => _note = "missing " + missing;

            protected override string Note => _note;
        }

        public sealed class MarkedNote : NotingFilter
        {
            private readonly string _note;

            public MarkedNote() => _note = "none";

            [ActivatorUtilitiesConstructor]
            public MarkedNote(string text = "marked", int n = 7) => _note = text + n;

            protected override string Note => _note;
        }

        public sealed class Missing;

        public sealed class MissingNote(Missing missing) : NotingFilter
        {
            protected override string Note => missing.ToString()!;
        }

        public sealed class GenericNote<T>(T? value = default) : NotingFilter
        {
            protected override string Note => typeof(T).Name + value;
        }

        public sealed class KeyedNote([FromKeyedServices("k")] Clock? clock = null) : NotingFilter
        {
            protected override string Note => "keyed " + (clock is null);
        }

        public sealed class FactoryNote : IFilterFactory
        {
            public bool IsReusable => false;

            public IFilterMetadata CreateInstance(IServiceProvider serviceProvider) =>
                new PlainNote(serviceProvider.GetRequiredService<Clock>());
        }

        public sealed class PermissionAttribute : TypeFilterAttribute
        {
            public PermissionAttribute(string permission, int level = 3)
                : base(typeof(PermissionFilter)) => Arguments = [permission, level];

            private sealed class PermissionFilter(string permission, int level) : IAsyncAuthorizationFilter
            {
                public Task OnAuthorizationAsync(AuthorizationFilterContext context)
                {
                    context.HttpContext.Response.Headers.Append("X-Permission", permission + level);
                    if (context.HttpContext.Request.Query["deny"] == permission)
                    {
                        context.Result = new ForbiddenTextResult(permission);
                    }

                    return Task.CompletedTask;
                }
            }
        }

        public sealed class ForbiddenTextResult(string text) : ObjectResult("no " + text)
        {
            public override void OnFormatting(ActionContext context)
            {
                StatusCode = 403;
                base.OnFormatting(context);
            }
        }

        public class NamedFilterAttribute(Type type) : TypeFilterAttribute(type);

        public class ForwardingAttribute(string text) : NamedFilterAttribute(typeof(ChosenNote))
        {
            public string Text { get; } = text;
        }

        public sealed class DeepAttribute : ForwardingAttribute
        {
            public DeepAttribute(int n)
                : this("deep", n)
            {
            }

            private DeepAttribute(string text, int n)
                : base(text) => (Arguments, Order) = ([text, n], -5);
        }

        public sealed class GenericFilterAttribute<T>() : TypeFilterAttribute(typeof(GenericNote<T>));

        public sealed class ImplicitAttribute : ImplicitBase;

        public abstract class ImplicitBase() : TypeFilterAttribute(typeof(PlainNote));

        public sealed class DerivedGenericAttribute : TypeFilterAttribute<PlainNote>;

        [ApiController, Route("typed/[action]"), TypeFilter(typeof(PlainNote), Order = 5), Permission("all")]
        public class TypedController : ControllerBase
        {
            [HttpGet] public string None() => "none";

            [HttpGet, TypeFilter(typeof(OrderedNote), Arguments = new object[] { "one", 4 }, Order = -1)] public string Ordered() => "o";

            [HttpGet, TypeFilter(typeof(OrderedNote), Arguments = new object[] { 4, "one", "two" })] public string Both() => "b";

            [HttpGet]
            [TypeFilter(typeof(TypedNote),
                Arguments = new object[] { "any", typeof(int), Color.Green, 3, 5L, new string[] { "a", "b" } })]
            public string Typed() => "t";

            [HttpGet, TypeFilter(typeof(ChosenNote), Arguments = new object[] { "x", true })] public string Three() => "3";

            [HttpGet, TypeFilter(typeof(ChosenNote), Arguments = new object[] { "x", 1 })] public string Two() => "2";

            [HttpGet, TypeFilter(typeof(ChosenNote), Arguments = new object[] { "x" })] public string Ambiguous() => "a";

            [HttpGet, TypeFilter(typeof(PlainNote), Arguments = new object[] { "x" })] public string Unmatched() => "u";

            [HttpGet, TypeFilter<MarkedNote>] public string Marked() => "m";

            [HttpGet, TypeFilter<MissingNote>] public string Lacking() => "l";

            [HttpGet, TypeFilter<GenericNote<int>>, GenericFilter<string>] public string Generic() => "g";

            [HttpGet, TypeFilter<KeyedNote>, TypeFilter<FactoryNote>] public string Keyed() => "k";

            [HttpGet, TypeFilter<PlainNote>(IsReusable = true)] public string Reused() => "r";

            [HttpGet, ServiceFilter<ReusedNote>(IsReusable = true)] public string ReusedService() => "s";

            [HttpGet, Permission("own", 9), Permission("other")] public string Permitted() => "p";

            [HttpGet, Deep(6), Implicit, DerivedGeneric] public string Deep() => "d";
        }

        public sealed class ReusedNote : NotingFilter
        {
            protected override string Note => "reused";
        }

        public abstract class TypedBase : ControllerBase
        {
            [HttpGet, Permission("inherited")] public virtual string Inherited() => "i";
        }

        [Route("typed-derived/[action]")]
        public class TypedDerivedController : TypedBase
        {
            public override string Inherited() => "overridden";
        }

        public sealed class GlobalNote(Clock clock) : NotingFilter
        {
            protected override string Note => "global " + clock.Now;
        }

        public sealed class OtherGlobalNote(ILoggerFactory loggers) : IAlwaysRunResultFilter
        {
            public void OnResultExecuting(ResultExecutingContext context)
            {
                // An action may have written the response itself.
                if (!context.HttpContext.Response.HasStarted)
                {
                    context.HttpContext.Response.Headers["X-Global"] = $"{loggers is null}";
                }
            }

            public void OnResultExecuted(ResultExecutedContext context)
            {
            }
        }
        """;

    public const string Services = """

        builder.Services.AddTransient<ReusedNote>();
        builder.Services.Configure<Microsoft.AspNetCore.Mvc.MvcOptions>(options =>
        {
            options.Filters.Add<GlobalNote>(order: -9);
            options.Filters.Add(typeof(OtherGlobalNote));
        });
        """;
}
