namespace Runtime.Tests.Processes.Servers;

internal static class Tool
{
    // Daemons of Debian's packages are there, which is not on the PATH of an ordinary user.
    private static readonly string[] Folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin"];

    /// <returns>The path of the program, null if it is not installed.</returns>
    internal static string? Find(string name)
        => Folders.Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
