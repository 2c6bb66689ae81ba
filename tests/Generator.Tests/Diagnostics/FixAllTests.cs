namespace Generator.Tests.Diagnostics;

/// <summary>"Fix all" where several fixes concern one method: the program compiles afterwards.</summary>
public sealed class FixAllTests
{
    [Theory]
    [InlineData("GR0022", "RenameArgument",
        "[Get(\"a/{id:int}\")] public static string A([FromRoute] int number, [FromRoute] int other) => $\"{number}{other}\";",
        "[Get(\"a/{id:int}\")] public static string A([FromRoute] int id, [FromRoute] int other) => $\"{id}{other}\";")]
    [InlineData("GR0030", "RenameArgument",
        "[Get(\"a/{id:int}\"), Get(\"b/{key:int}\")] public static string A(int number) => $\"{number}\";",
        "[Get(\"a/{id:int}\"), Get(\"b/{key:int}\")] public static string A(int id) => $\"{id}\";")]
    [InlineData("GR0030", "RenameArgument",
        "[Get(\"a/{id:int}\")] public static string A(int one) => B(two: one); " +
        "[Get(\"b/{key:int}\")] public static string B(int two) => $\"{two}\";",
        "[Get(\"a/{id:int}\")] public static string A(int id) => B(key: id); " +
        "[Get(\"b/{key:int}\")] public static string B(int key) => $\"{key}\";")]
    [InlineData("GR0030", "AddArgument",
        "[Get(\"{user:int}/{order:guid}\"), Get(\"b/{user:int}\")] public static string A(CancellationToken token) => \"\"; " +
        "[Get(\"c/{id}\")] public static string B() => \"\";",
        "[Get(\"{user:int}/{order:guid}\"), Get(\"b/{user:int}\")] public static string A(int user, Guid order, CancellationToken token) " +
        "=> \"\"; [Get(\"c/{id}\")] public static string B(string id) => \"\";")]
    [InlineData("GR0037", "TakeToken",
        "[Get] public static async Task A() => await Task.Yield(); [Get] public static async Task B() => await A();",
        "[Get] public static async Task A(CancellationToken cancellationToken = default) => await Task.Yield(); " +
        "[Get] public static async Task B(CancellationToken cancellationToken) => await A();")]
    public async Task It_fixes_all_of_a_method(string id, string kind, string before, string after)
    {
        var project = Fixing.Open(In(before));

        var fixedProject = await Fixing.FixAllAsync(project, id, kind);

        Assert.Equal(In(after), await Fixing.TextAsync(fixedProject));
        Assert.Equal(await FixTests.BrokenAsync(project), await FixTests.BrokenAsync(fixedProject));
    }

    private static string In(string members) => $"[Controller]\npublic static class XController\n{{\n    {members}\n}}\n";
}
