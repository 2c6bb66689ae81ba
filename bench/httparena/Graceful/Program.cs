// Graceful's entry: compiled controllers on the transport that moves connections.
using Graceful;
using HttpArena;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseKestrelHttpsConfiguration();
builder.UseGraceful();
builder.Logging.ClearProviders();
builder.Services.AddArena();
var app = builder.Build();
app.UseArena();
app.UseActions();
app.Run();
