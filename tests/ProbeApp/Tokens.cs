using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

/// <summary>A form whose antiforgery token needs the keys of Data Protection, which all processes must share.</summary>
internal static class Tokens
{
    /// <summary>Off by default: the keys are read at the start, and written to the home directory.</summary>
    internal static bool AreAsked(IConfiguration configuration) => configuration["tokens"] is not null;

    internal static void Map(WebApplication app, string pid)
    {
        app.UseAntiforgery();
        app.MapGet("/token", (HttpContext context, IAntiforgery antiforgery) => antiforgery.GetAndStoreTokens(context).RequestToken);
        app.MapPost("/form", ([FromForm] string text) => $"{text} pid={pid}\n");
    }
}
