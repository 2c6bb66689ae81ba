using Runtime.Tests.Processes.Servers;

namespace Runtime.Tests.Processes;

/// <summary>A test that needs external programs. Where one is missing, the test is skipped with a reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsToolAttribute : FactAttribute
{
    public NeedsToolAttribute(params string[] names)
    {
        Names = names;
        if (names.FirstOrDefault(name => Tool.Find(name) is null) is { } missing)
        {
            Skip = $"'{missing}' is not installed on this machine. Debian and Ubuntu: apt-get install " +
                $"{(missing == "h2load" ? "nghttp2-client" : missing)}";
        }
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>True when only root can run the test.</summary>
    public bool RequiresRoot
    {
        get;
        set
        {
            field = value;
            if (value && Skip is null && Environment.UserName != "root")
            {
                Skip = "Only root can run it.";
            }
        }
    }
}
