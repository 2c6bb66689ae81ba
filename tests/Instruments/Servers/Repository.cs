namespace Instruments.Servers;

internal static class Repository
{
    /// <summary>The folder with Graceful.sln.</summary>
    internal static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string from)
    {
        for (DirectoryInfo? folder = new(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Graceful.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException(
            $"No Graceful.sln in {from} or above it: the tests that start the demo run inside the repository.");
    }
}
