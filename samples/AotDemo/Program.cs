using AotDemo;
using Graceful;

// A restart reads the configuration again, so no file watcher is needed. A watcher would enumerate the whole working directory at
// each start.
var builder = WebApplication.CreateSlimBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
builder.UseGraceful();
DemoDefaults.Apply(builder.Configuration);

var app = builder.Build();
app.UseActions();
app.Run();
