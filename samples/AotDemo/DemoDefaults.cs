using Microsoft.Extensions.Configuration.Memory;

namespace AotDemo;

/// <summary>
/// Takes the place of an appsettings.json, because the demo is a single file. It is the first configuration source, so that every
/// other one (<c>--urls</c>, <c>ASPNETCORE_URLS</c>, <c>Kestrel__Endpoints__...</c>, <c>Logging__LogLevel__...</c>) overrides it.
/// </summary>
internal static class DemoDefaults
{
    private const string Url = "http://127.0.0.1:8010";

    public static void Apply(ConfigurationManager configuration)
    {
        var defaults = new Dictionary<string, string?> { ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning" };
        if (!IsAddressConfigured(configuration))
        {
            defaults["urls"] = Url;
        }

        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = defaults });
    }

    private static bool IsAddressConfigured(ConfigurationManager configuration) =>
        configuration["urls"] is not null ||
        configuration["http_ports"] is not null ||
        configuration["https_ports"] is not null ||
        configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
}
