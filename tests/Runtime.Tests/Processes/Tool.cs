namespace Runtime.Tests.Processes;

internal static class Tool
{
    // Daemons of Debian's packages are there, which is not on the PATH of an ordinary user.
    private static readonly string[] Folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin"];

    /// <returns>The path of the program, null if it is not installed.</returns>
    internal static string? Find(string name)
        => Folders.Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}

/// <summary>A test that needs a program which not every machine has; where it is missing the test is skipped, and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsToolAttribute : FactAttribute
{
    public NeedsToolAttribute(string name)
    {
        Name = name;
        if (Tool.Find(name) is null)
        {
            Skip = $"'{name}' is not installed on this machine. Debian and Ubuntu: apt-get install {name}";
        }
    }

    public string Name { get; }
}
