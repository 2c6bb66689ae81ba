using AotDemo;
using Graceful;

// A restart reads the configuration anew, so nothing has to watch the files: that would walk through the whole working
// directory at each start.
var builder = WebApplication.CreateSlimBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
builder.UseGraceful();
DemoDefaults.Apply(builder.Configuration);

var app = builder.Build();
app.UseActions();
app.Run();
