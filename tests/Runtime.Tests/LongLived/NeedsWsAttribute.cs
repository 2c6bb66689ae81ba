using Instruments.Servers;

namespace Runtime.Tests.LongLived;

/// <summary>
/// A test with the npm package ws. It runs only with GRACEFUL_WS=1, because it downloads the package from npm's registry. Otherwise it is
/// skipped with a reason.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsWsAttribute : FactAttribute
{
    public NeedsWsAttribute() => Skip =
        Environment.GetEnvironmentVariable("GRACEFUL_WS") != "1"
            ? "It downloads the package ws from the registry of npm. On demand: GRACEFUL_WS=1 dotnet test"
        : Tool.Find("node") is null || Tool.Find("npm") is null
            ? "'node' or 'npm' is not installed on this machine. Debian and Ubuntu: apt-get install npm"
        : null;
}
