using System.Globalization;
using Microsoft.AspNetCore.Mvc;

namespace HttpArena;

/// <summary>The endpoints of the profiles.</summary>
[ApiController]
public sealed class ArenaController : ControllerBase
{
    [HttpGet("/pipeline")]
    public string Pipeline() => "ok";

    [HttpGet("/baseline11"), HttpGet("/baseline2")]
    public string Sum(int a, int b) => (a + b).ToString(CultureInfo.InvariantCulture);

    [HttpPost("/baseline11")]
    public async Task<string> SumWithBody(int a, int b) => Sum(a, b + await Bodies.ReadNumberAsync(Request.Body));

    [HttpGet("/json/{count:int}")]
    public ItemList Json(int count, int m = 1) => Items.First(count, m);

    [HttpPost("/upload")]
    public Task<string> Upload() => Bodies.CountAsync(Request.Body);

    [HttpGet("/ws")]
    public Task Echo() => Bodies.EchoAsync(HttpContext);
}
