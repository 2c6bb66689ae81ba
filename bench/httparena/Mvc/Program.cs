// MVC's controllers on Kestrel's own transport.
using HttpArena;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseKestrelHttpsConfiguration();
builder.Logging.ClearProviders();
builder.Services.AddArena();
builder.Services.AddControllers();
var app = builder.Build();
app.UseArena();
app.MapControllers();
app.Run();
