using System.Globalization;
using Graceful;

namespace HttpArena;

/// <summary>The endpoints of the profiles.</summary>
[Controller("/")]
internal static class ArenaController
{
    [Get("pipeline")]
    public static string Pipeline() => "ok";

    [Get("baseline11"), Get("baseline2")]
    public static string Sum(int a, int b) => (a + b).ToString(CultureInfo.InvariantCulture);

    [Post("baseline11")]
    public static async Task<string> SumWithBody(int a, int b, Stream body) => Sum(a, b + await Bodies.ReadNumberAsync(body));

    [Get("json/{count:int}")]
    public static ItemList Json(int count, int m = 1) => Items.First(count, m);

    [Post("upload")]
    public static Task<string> Upload(Stream body) => Bodies.CountAsync(body);

    [Get("ws")]
    public static Task Echo(HttpContext context) => Bodies.EchoAsync(context);
}
