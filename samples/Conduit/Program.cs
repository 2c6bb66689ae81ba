using Conduit;
using Graceful;

[assembly: CompileMvcControllers]

// A restart reads the configuration again, so no file watcher is needed.
var builder = WebApplication.CreateSlimBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
builder.UseGraceful();
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.Services.AddConduit(builder.Configuration);

var app = builder.Build();
app.UseActions();
app.UseAuthentication();
app.UseAuthorization();
app.MapOpenApi();
app.MapGet("/process/id", () => $"pid={Environment.ProcessId}\n");
app.Run();
