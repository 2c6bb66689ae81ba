namespace Generator.Tests.Mvc.Differential;

/// <summary>Actions that need an antiforgery token. The token is a header, the same in both apps.</summary>
internal static class AntiforgerySource
{
    public const string Text = """
        using Microsoft.AspNetCore.Antiforgery;
        using Microsoft.AspNetCore.Mvc;

        [assembly: CompileMvcControllers]

        public sealed class HeaderAntiforgery : IAntiforgery
        {
            public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) => new("right", "cookie", "field", "X-Token");

            public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => GetAndStoreTokens(httpContext);

            public Task<bool> IsRequestValidAsync(HttpContext httpContext) =>
                Task.FromResult(httpContext.Request.Headers["X-Token"] == "right");

            public async Task ValidateRequestAsync(HttpContext httpContext)
            {
                if (!await IsRequestValidAsync(httpContext))
                {
                    throw new AntiforgeryValidationException("No token.");
                }
            }

            public void SetCookieTokenAndHeader(HttpContext httpContext)
            {
            }
        }

        [Route("checked/[action]"), ValidateAntiForgeryToken]
        public class CheckedController : ControllerBase
        {
            [AcceptVerbs("GET", "POST", "PUT", "DELETE")] public string Any() => "ran";
            [HttpPost, IgnoreAntiforgeryToken] public string Ignored() => "ran";
            [HttpPost] public string Form([FromForm] string name) => name;
            [HttpPost, AutoValidateAntiforgeryToken] public string Twice(int n) => $"{n}";
        }

        [Route("derived/[action]")]
        public class DerivedController : CheckedController
        {
            [HttpPost] public string Own() => "ran";
        }

        [ApiController, Route("api/checked/[action]")]
        public class ApiCheckedController : ControllerBase
        {
            [HttpPost, ValidateAntiForgeryToken] public string None() => "ran";
            [HttpPost, ValidateAntiForgeryToken] public string Bound(int n) => $"{n}";
            [HttpPost] public string Free() => "ran";
            [HttpGet] public string Read() => "ran";
        }

        [Route("auto/[action]"), AutoValidateAntiforgeryToken]
        public class AutoController : ControllerBase
        {
            [AcceptVerbs("GET", "POST", "PUT", "DELETE", "PATCH")] public string Any() => "ran";
            [HttpPost, IgnoreAntiforgeryToken] public string Ignored() => "ran";
            [AcceptVerbs("GET", "POST"), ValidateAntiForgeryToken] public string Strict() => "ran";
        }

        [Route("ignoring/[action]"), IgnoreAntiforgeryToken]
        public class IgnoringController : ControllerBase
        {
            [HttpPost] public string None() => "ran";
            [HttpPost, ValidateAntiForgeryToken] public string Strict() => "ran";
            [HttpPost, ValidateAntiForgeryToken, IgnoreAntiforgeryToken(Order = 1001)] public string Ordered() => "ran";
        }

        [Route("required/[action]"), RequireAntiforgeryToken]
        public class RequiredController : ControllerBase
        {
            [AcceptVerbs("GET", "POST", "PUT", "DELETE", "PATCH")] public string Any() => "ran";
            [HttpPost] public string Form([FromForm] string? name, int n) => $"{name}{n}";
            [HttpPost] public string Query(int n) => $"{n}";
            [HttpPost, RequireAntiforgeryToken(false)] public string Exempt() => "ran";
            [HttpPost, RequireAntiforgeryToken(false)] public string ExemptForm([FromForm] string? name) => $"{name}";
        }

        [ApiController, Route("api/required/[action]")]
        public class ApiRequiredController : ControllerBase
        {
            [HttpPost, RequireAntiforgeryToken] public string None() => "ran";
            [HttpPost, RequireAntiforgeryToken] public string Bound(int n, [FromForm] string? name) => $"{n}{name}";
            [HttpPost] public string Free() => "ran";
        }
        """;

    public const string Services = """
        builder.Services.AddAntiforgery();
        builder.Services.AddSingleton<Microsoft.AspNetCore.Antiforgery.IAntiforgery, HeaderAntiforgery>();
        if (builder.Configuration["Setting"] == "MVC")
        {
            builder.Services.AddControllersWithViews();
        }

        """;
}
