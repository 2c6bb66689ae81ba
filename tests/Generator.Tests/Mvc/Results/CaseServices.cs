using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.DependencyInjection;

namespace Generator.Tests.Mvc.Results;

/// <summary>The settings with which apps change the results of controllers.</summary>
internal static class CaseServices
{
    /// <summary>Changes options.</summary>
    public static void Change(IServiceCollection services)
    {
        services.AddProblemDetails(options =>
            options.CustomizeProblemDetails = context => context.ProblemDetails.Extensions["custom"] = "yes");
        services.Configure<MvcOptions>(options =>
        {
            options.RespectBrowserAcceptHeader = true;
            options.ReturnHttpNotAcceptable = true;
        });
        services.Configure<ApiBehaviorOptions>(options =>
        {
            options.ClientErrorMapping[404].Title = "Nowhere";
            options.ClientErrorMapping.Remove(409);
        });
        services.Configure<JsonOptions>(options =>
        {
            options.JsonSerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper;
            options.JsonSerializerOptions.WriteIndented = true;
            options.JsonSerializerOptions.Encoder = JavaScriptEncoder.Default;
        });
    }

    /// <summary>Replaces services and formatters of MVC.</summary>
    public static void Replace(IServiceCollection services)
    {
        services.AddSingleton<ProblemDetailsFactory, OwnProblems>();
        services.AddSingleton<IClientErrorFactory, OwnClientErrors>();
        services.Configure<ApiBehaviorOptions>(options => options.InvalidModelStateResponseFactory =
            context => new UnprocessableEntityObjectResult(context.ModelState));
        services.Configure<MvcOptions>(options =>
        {
            options.OutputFormatters.RemoveType<StringOutputFormatter>();
            options.OutputFormatters.OfType<HttpNoContentOutputFormatter>().Single().TreatNullValueAsNoContent = false;
            options.OutputFormatters.Insert(0, new BookFormatter());
        });
    }

    private sealed class BookFormatter : TextOutputFormatter
    {
        public BookFormatter()
        {
            SupportedEncodings.Add(Encoding.UTF8);
            SupportedMediaTypes.Add("application/xml");
        }

        protected override bool CanWriteType(Type? type) => type == typeof(Book);

        public override Task WriteResponseBodyAsync(OutputFormatterWriteContext context, Encoding selectedEncoding) =>
            context.HttpContext.Response.WriteAsync($"<{context.Object}>");
    }

    private sealed class OwnClientErrors : IClientErrorFactory
    {
        public IActionResult? GetClientError(ActionContext actionContext, IClientErrorActionResult clientError) =>
            clientError.StatusCode == 404 ? new ObjectResult("nothing here") { StatusCode = 404 } : null;
    }

    private sealed class OwnProblems : ProblemDetailsFactory
    {
        public override ProblemDetails CreateProblemDetails(
            HttpContext httpContext, int? statusCode, string? title, string? type, string? detail, string? instance) =>
            new() { Title = "own " + title, Status = statusCode ?? 599 };

        public override ValidationProblemDetails CreateValidationProblemDetails(
            HttpContext httpContext,
            ModelStateDictionary modelStateDictionary,
            int? statusCode,
            string? title,
            string? type,
            string? detail,
            string? instance) => new(modelStateDictionary) { Title = "own " + title, Status = statusCode ?? 499 };
    }
}
