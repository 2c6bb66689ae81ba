namespace Instruments.Servers;

internal static class Tool
{
    // Daemons of Debian's packages are in this folder, which is not on the PATH of ordinary users.
    private static readonly string[] Folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin"];

    /// <returns>The path of the program, or null if it is not installed.</returns>
    internal static string? Find(string name)
        => Folders.Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
