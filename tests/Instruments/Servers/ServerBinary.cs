namespace Instruments.Servers;

/// <summary>The program to start: a native binary, or an assembly under <c>dotnet</c>.</summary>
internal sealed record ServerBinary(string Program, params string[] LeadingArguments)
{
    internal static ServerBinary Native(string path) => new(path);

    internal static ServerBinary Jit(string assembly) => new(Dotnet, assembly);

    /// <summary>The dotnet host of the tests, if the SDK names it.</summary>
    internal static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
}
