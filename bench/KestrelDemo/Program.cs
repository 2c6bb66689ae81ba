// The demo on Kestrel's own transport and stop: what the benchmarks compare with.
using AotDemo;
using Graceful;

var builder = WebApplication.CreateSlimBuilder(args);
DemoDefaults.Apply(builder.Configuration);

var app = builder.Build();
app.UseActions();
app.Run();
