using Graceful.Binding;

namespace Generator.Tests.Binding;

public sealed class ArgumentErrorsTests
{
    [Fact]
    public void The_first_status_that_is_not_400_is_that_of_the_response()
    {
        var errors = new ArgumentErrors();
        Assert.Equal(400, errors.StatusCode);
        errors.Add("a", "1");
        Assert.Equal(400, errors.StatusCode);
        errors.Add("b", "2", 413);
        errors.Add("c", "3", 415);
        errors.Add("d", "4");

        Assert.Equal(413, errors.StatusCode);
        Assert.Equal(["a: 1", "b: 2", "c: 3", "d: 4"], errors.All.Select(error => $"{error.Name}: {error.Message}"));
    }

    [Fact]
    public void Further_errors_than_200_are_dropped()
    {
        var errors = new ArgumentErrors();
        for (var i = 0; i < 199; i++)
        {
            errors.Add($"{i}", "bad");
        }

        Assert.False(errors.IsFull);
        Assert.True(errors.IsBound("x"));
        errors.AddInvalid("199", "bad");
        Assert.True(errors.IsFull);

        // The error of any name may be among those that are dropped.
        Assert.False(errors.IsBound("x"));
        errors.Add("200", "bad", 413);
        errors.AddInvalid("201", "bad");
        Assert.Equal((200, 413), (errors.All.Count, errors.StatusCode));
    }

    [Fact]
    public void Only_binding_errors_keep_an_argument_from_validation()
    {
        var errors = new ArgumentErrors();
        errors.Add("a", "bad");
        Assert.False(errors.HasFieldErrors);
        errors.AddField("b", "bad");
        Assert.True(errors.HasFieldErrors);
        errors.AddInvalid("c", "bad");

        Assert.Equal((false, false, true), (errors.IsBound("a"), errors.IsBound("b"), errors.IsBound("c")));
        Assert.False(errors.HasBindingErrorWithin("c"));
    }

    [Fact]
    public void Errors_of_an_absent_object_are_removed()
    {
        var errors = new ArgumentErrors();
        errors.Add("a", "bad");
        errors.Add("b", "bad");
        errors.RemoveFrom(1);

        Assert.Equal("a", Assert.Single(errors.All).Name);
        Assert.True(errors.IsBound("b"));
        Assert.False(errors.HasBindingErrorWithin("b"));
        errors.RemoveFrom(0);
        Assert.Empty(errors.All);
        Assert.False(errors.HasBindingErrorWithin(string.Empty));
    }

    [Theory]
    [InlineData("lines[0].isbn", "lines[0].isbn", true)]
    [InlineData("lines[0].isbn", "LINES", true)]
    [InlineData("lines[0].isbn", "lines[0]", true)]
    [InlineData("lines[0].isbn", "", true)]
    [InlineData("lines[0].isbn", "line", false)]
    [InlineData("lines[0].isbn", "lines[0].is", false)]
    [InlineData("lines[0].isbn", "lines[0].isbn.x", false)]
    [InlineData("lines[0].isbn", "other", false)]
    public void An_error_is_within_the_paths_above_it(string name, string path, bool isWithin)
    {
        var errors = new ArgumentErrors();
        errors.Add("first", "bad");
        Assert.Equal(path.Length == 0, errors.HasBindingErrorWithin(path));
        errors.Add(name, "bad");

        Assert.Equal(isWithin, errors.HasBindingErrorWithin(path));
    }
}
