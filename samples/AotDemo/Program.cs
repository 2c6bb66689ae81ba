using AotDemo;
using Graceful;

var builder = WebApplication.CreateSlimBuilder(args);
builder.UseGraceful();
DemoDefaults.Apply(builder.Configuration);

var app = builder.Build();
app.UseActions();
app.Run();
