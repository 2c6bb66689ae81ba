using Instruments.Servers;

namespace Runtime.Tests.Processes;

/// <summary>A test that needs external programs. Where one is missing, the test is skipped with a reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsToolAttribute : FactAttribute
{
    public NeedsToolAttribute(params string[] names)
    {
        Names = names;
        Skip = ReasonToSkip(package: null);
    }

    /// <summary>The package that has the programs, when its name is another one.</summary>
    public string? Package
    {
        get;
        set
        {
            field = value;
            Skip = ReasonToSkip(value) ?? Skip;
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

    private string? ReasonToSkip(string? package) => Names.FirstOrDefault(name => Tool.Find(name) is null) is { } missing
        ? $"'{missing}' is not installed on this machine. Debian and Ubuntu: apt-get install {package ?? missing}"
        : null;
}
