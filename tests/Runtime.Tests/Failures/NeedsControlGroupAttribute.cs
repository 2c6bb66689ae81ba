using Instruments.Servers;

namespace Runtime.Tests.Failures;

/// <summary>A test that limits the resources of a control group. Skipped, with the reason, where this user can create none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsControlGroupAttribute : FactAttribute
{
    public NeedsControlGroupAttribute(string controller)
    {
        Controller = controller;
        try
        {
            LimitedGroup.Create(controller).Dispose();
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Skip = $"This user can create no control group with a limit here: {reason.Message}.";
        }
    }

    public string Controller { get; }
}
