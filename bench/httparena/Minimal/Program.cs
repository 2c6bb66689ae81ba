// A minimal API on Kestrel's own transport.
using System.Globalization;
using HttpArena;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseKestrelHttpsConfiguration();
builder.Logging.ClearProviders();
builder.Services.AddArena();
var app = builder.Build();
app.UseArena();
app.MapGet("/pipeline", () => "ok");
app.MapGet("/baseline11", (int a, int b) => (a + b).ToString(CultureInfo.InvariantCulture));
app.MapGet("/baseline2", (int a, int b) => (a + b).ToString(CultureInfo.InvariantCulture));
app.MapPost("/baseline11", async (int a, int b, Stream body) =>
    (a + b + await Bodies.ReadNumberAsync(body)).ToString(CultureInfo.InvariantCulture));
app.MapGet("/json/{count:int}", (int count, int m = 1) => Items.First(count, m));
app.MapPost("/upload", (Stream body) => Bodies.CountAsync(body));
app.MapGet("/ws", (HttpContext context) => Bodies.EchoAsync(context));
app.Run();
