// The demo on Kestrel's own transport and stop: the reference of the benchmarks.
using System.Globalization;
using AotDemo;
using AotDemo.Controllers;
using Graceful;

var builder = WebApplication.CreateSlimBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
DemoDefaults.Apply(builder.Configuration);
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, DemoJson.Default));

// The listening socket can be passed in, as by systemd's socket activation, so that the old and the new process overlap.
if (Environment.GetEnvironmentVariable("KESTREL_DEMO_LISTEN_FD") is { } listener)
{
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenHandle(ulong.Parse(listener, CultureInfo.InvariantCulture)));
}

var app = builder.Build();
app.UseActions();
app.Run();
