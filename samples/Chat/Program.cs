using System.Runtime.Versioning;
using Chat;
using Chat.Rooms;
using Graceful;

[assembly: SupportedOSPlatform("linux")]

// A restart reads the configuration again, so no file watcher is needed.
var builder = WebApplication.CreateSlimBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
builder.UseGraceful();
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ChatJson.Default));
builder.Services.AddSingleton(ServingProcess.Current);
builder.Services.AddSingleton(new Room(builder.Configuration["Room:File"] ?? "chat.log"));

var app = builder.Build();
app.UseWebSockets();
app.UseActions();
app.Run();
