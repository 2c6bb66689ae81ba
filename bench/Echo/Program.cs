// A WebSocket that answers each message, and moves at a restart: the server of `bench/restart --websockets`.
using Graceful;

var builder = WebApplication.CreateSlimBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
builder.UseGraceful();
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
var app = builder.Build();
app.UseWebSockets();
app.UseActions();
app.Run();
