using Microsoft.Extensions.Configuration.Memory;

namespace AotDemo;

/// <summary>
/// What an appsettings.json would hold: the demo is one file. It stands before every other source, so that whatever is
/// configured (<c>--urls</c>, <c>ASPNETCORE_URLS</c>, <c>Kestrel__Endpoints__...</c>, <c>Logging__LogLevel__...</c>) wins.
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
