namespace Runtime.Tests.Processes.Servers;

/// <summary>What is started: a native binary, or an assembly under <c>dotnet</c>.</summary>
internal sealed record ServerBinary(string Program, params string[] LeadingArguments)
{
    internal static ServerBinary Native(string path) => new(path);

    internal static ServerBinary Jit(string assembly) => new(Dotnet, assembly);

    /// <summary>The one that runs the tests, where the SDK says which it is.</summary>
    internal static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
}
