using Generator.Tests.Harness;

namespace Generator.Tests.Binding;

/// <summary>Default values that C# writes as attributes.</summary>
public sealed class ConstantDefaultTests
{
    [Fact]
    public async Task A_date_is_a_default()
    {
        await using var app = await RunningApp.StartAsync("""
            using System.Runtime.CompilerServices;
            using System.Runtime.InteropServices;

            [Controller("")]
            public static class XController
            {
                [Get("date")]
                public static string Date([Optional, DateTimeConstant(630822816000000000L)] DateTime date) => $"{date:yyyy-MM-dd}";
            }
            """);

        Assert.Equal("2000-01-01", await app.GetAsync("/date"));
        Assert.Equal("2001-02-03", await app.GetAsync("/date?date=2001-02-03"));
    }
}
