using Graceful.Binding;

namespace Generator.Tests.Binding;

/// <summary>The limit for the depth of objects in forms.</summary>
public sealed class FormDepthTests
{
    private readonly FormUnderTest _form = new();

    [Theory]
    [InlineData(64, false)]
    [InlineData(65, true)]
    public void An_object_is_read_to_a_depth_of_64(int depth, bool isTooDeep)
    {
        var name = string.Join('.', Enumerable.Repeat("a", depth));
        var read = 0;
        _form.Read(name + ".x=1").TryObject("a", Nested, out int _);

        Assert.Equal(isTooDeep ? 64 : depth, read);
        Assert.Equal(isTooDeep ? [name + ": The value is nested too deeply."] : [], _form.Messages);

        int Nested(FormReader reader)
        {
            read++;
            reader.TextOrNull("x");
            return reader.TryObject("a", Nested, out int value) ? value : 1;
        }
    }

    [Fact]
    public void Each_item_below_the_deepest_path_is_an_error()
    {
        var name = string.Join('.', Enumerable.Repeat("a", 63));
        _form.Read($"{name}.b[0].x=1&{name}.b[1].x=1").TryObject("a", Nested, out int _);

        Assert.Equal([$"{name}.b[0]", $"{name}.b[1]"], _form.Errors.All.Select(error => error.Name));

        static int Nested(FormReader reader)
        {
            reader.Items("b", item => item.Text("x"), out _);
            return reader.TryObject("a", Nested, out int value) ? value : 1;
        }
    }

    /// <summary>A parameter that is the whole form reads at the path of the form.</summary>
    [Theory]
    [InlineData(64, false)]
    [InlineData(65, true)]
    public void The_current_path_adds_no_depth(int depth, bool isTooDeep)
    {
        var name = string.Join('.', Enumerable.Repeat("a", depth));
        var reader = _form.Read($"[0].x=1&{name}.x=1");
        for (var i = 0; i < 70; i++)
        {
            Assert.Single(reader.Items(string.Empty, item => item.Text("x"), out _));
            Assert.True(reader.TryObject(string.Empty, form => form.Items(string.Empty, item => item.Text("x"), out _), out _));
        }

        reader.TryObject("a", Nested, out int _);
        Assert.Equal(isTooDeep ? 1 : 0, reader.ErrorCount);

        static int Nested(FormReader reader)
        {
            reader.TextOrNull("x");
            return reader.TryObject("a", Nested, out int value) ? value : 1;
        }
    }

    [Fact]
    public void A_required_object_is_not_created_below_the_deepest_path()
    {
        var read = 0;
        Nested(_form.Read(string.Join('.', Enumerable.Repeat("a", 80)) + "=1"));

        Assert.Equal(65, read);
        Assert.Equal([string.Join('.', Enumerable.Repeat("a", 65)) + ": The value is nested too deeply."], _form.Messages);

        int Nested(FormReader reader)
        {
            read++;
            return reader.RequiredObject("a", Nested);
        }
    }
}
