using System.Text;
using Graceful.Restart;

namespace Runtime.Tests.Restart;

/// <summary>The part of a successor's output that the log shows.</summary>
public sealed class OutputTailTests
{
    private readonly OutputTail _tail = new();

    [Fact]
    public void Nothing_is_nothing() => Assert.Equal("", _tail.ToString());

    [Fact]
    public void Lines_become_one_line_and_empty_ones_at_the_end_go()
    {
        Add("first\n");
        Add("  second\tand more\r\n\n  \n");
        Assert.Equal(@"first\n  second\tand more", _tail.ToString());
    }

    [Fact]
    public void A_terminal_finds_nothing_to_obey()
    {
        Add("\u001b[31mred\u0007 \u202etxt.exe\u2028\u0085 Grüße");
        Assert.Equal(@"\u001b[31mred\u0007 \u202etxt.exe\u2028\u0085 Grüße", _tail.ToString());
    }

    [Fact]
    public void Bytes_that_are_no_text_are_marked()
    {
        _tail.Add([(byte)'a', 0xff, (byte)'b']);
        Assert.Equal("a\ufffdb", _tail.ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(10_000)]
    public void Of_a_long_output_the_last_whole_lines_are_kept(int bytesAtATime)
    {
        var output = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 10_000).Select(n => $"line {n}\n")));
        for (var i = 0; i < output.Length; i += bytesAtATime)
        {
            _tail.Add(output.AsSpan(i, Math.Min(bytesAtATime, output.Length - i)));
        }

        var kept = _tail.ToString();
        Assert.InRange(kept.Length, OutputTail.Capacity - 20, OutputTail.Capacity * 2);
        Assert.Matches(@"^\.\.\. line [0-9]+\\n", kept);
        Assert.EndsWith(@"\nline 9998\nline 9999", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_an_unhandled_exception_the_message_is_kept_rather_than_the_end_of_the_stack()
    {
        Add("warming up\nUnhandled exception. System.IO.IOException: the address is in use\n");
        for (var i = 0; i < 100; i++)
        {
            Add($"   at Some.Type.Method{i}(String[] args) in /src/Some/Type.cs:line {i}\n");
        }

        var kept = _tail.ToString();
        Assert.StartsWith(@"Unhandled exception. System.IO.IOException: the address is in use\n   at Some.Type.Method0(", kept,
            StringComparison.Ordinal);
        Assert.EndsWith(" ...", kept, StringComparison.Ordinal);
        Assert.InRange(kept.Length, OutputTail.Capacity, OutputTail.Capacity + 200);
    }

    [Fact]
    public void One_endless_line_is_kept_without_its_beginning()
    {
        Add(new string('x', OutputTail.Capacity * 40));
        Assert.Equal("... " + new string('x', OutputTail.Capacity), _tail.ToString());
    }

    [Fact]
    public void An_output_of_the_capacity_is_kept_whole_and_one_byte_more_is_cut()
    {
        Add(new string('x', OutputTail.Capacity - 2) + "y\n");
        Assert.Equal(new string('x', OutputTail.Capacity - 2) + "y", _tail.ToString());
        Add("z");
        Assert.Equal("... z", _tail.ToString());
    }

    [Fact]
    public void A_long_last_line_is_kept_without_its_beginning_also_when_it_has_ended()
    {
        Add("first\n" + new string('x', 2 * OutputTail.Capacity) + "\n");
        Assert.Equal("... " + new string('x', OutputTail.Capacity - 1), _tail.ToString());
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, " ...")]
    public void The_report_of_an_exception_is_kept_up_to_the_capacity(int more, string end)
    {
        const string Head = "Unhandled exception. ";
        Add("warming up\n" + Head + new string('x', OutputTail.Capacity - Head.Length + more));
        Assert.Equal(Head + new string('x', OutputTail.Capacity - Head.Length) + end, _tail.ToString());
    }

    [Theory]
    [InlineData("Unhandled exception. A", "Unhandled exception. A")]
    [InlineData("one\nUnhandled exception. A", "Unhandled exception. A")]
    [InlineData("Unhandled exception. A\nUnhandled exception. B", "Unhandled exception. B")]
    [InlineData("log: Unhandled exception. A", "log: Unhandled exception. A")]
    [InlineData("1Unhandled exception. A", "1Unhandled exception. A")]
    public void The_report_of_an_exception_begins_a_line(string output, string kept)
    {
        Add(output);
        Assert.Equal(kept, _tail.ToString());
    }

    /// <summary>The memory is 16 times the capacity: a report that is longer loses its beginning.</summary>
    [Fact]
    public void The_beginning_of_a_report_is_remembered_for_a_long_stack()
    {
        const string Head = "Unhandled exception. A\n";
        Add("warming up\n" + Head);
        Add(new string('x', (16 * OutputTail.Capacity) - Head.Length));
        Assert.StartsWith(@"Unhandled exception. A\nxxx", _tail.ToString(), StringComparison.Ordinal);
        Add("x");
        Assert.StartsWith("... xxx", _tail.ToString(), StringComparison.Ordinal);
    }

    private void Add(string text) => _tail.Add(Encoding.UTF8.GetBytes(text));
}
