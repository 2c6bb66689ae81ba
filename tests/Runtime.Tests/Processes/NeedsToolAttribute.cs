using Runtime.Tests.Processes.Servers;

namespace Runtime.Tests.Processes;

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
