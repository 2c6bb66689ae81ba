namespace Generator.Tests.Running;

/// <summary>
/// A test that needs <c>@redocly/cli</c> and <c>@apidevtools/swagger-parser</c> of npm. Without them it is skipped with a reason.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsOpenApiToolsAttribute : FactAttribute
{
    public const string Variable = "GRACEFUL_OPENAPI_TOOLS";

    public NeedsOpenApiToolsAttribute()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)))
        {
            Skip = $"{Variable} does not name a folder where 'npm ci' has run with the files of "
                + "tests/Generator.Tests/Running/OpenApiTools.";
        }
    }
}
