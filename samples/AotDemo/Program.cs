using AotDemo;
using AotDemo.Controllers;
using Graceful;
using Microsoft.Extensions.Diagnostics.HealthChecks;

// A restart reads the configuration again, so no file watcher is needed. A watcher would enumerate the whole working directory at
// each start.
var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);
builder.UseGraceful();
DemoDefaults.Apply(builder.Configuration);
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, DemoJson.Default));

// Not mapped to a path: the probation of a new version reads it (Graceful:ProbationHealthChecks).
builder.Services.AddHealthChecks().AddCheck(
    "demo", () => ProcessController.IsHealthy ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());

var app = builder.Build();
app.UseActions();
app.Run();
