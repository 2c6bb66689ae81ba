namespace Graceful.Posix;

/// <summary>The exit status of a child, as waitpid(2) returns it.</summary>
internal readonly record struct ExitStatus(int Raw)
{
    internal bool Signaled => (Raw & 0x7f) is not 0 and not 0x7f;

    internal int Signal => Raw & 0x7f;

    internal int Code => (Raw >> 8) & 0xff;

    /// <summary>Returns the status in the form of a shell: <c>1</c>, or <c>139 (SIGSEGV)</c>.</summary>
    public override string ToString() => Signaled ? $"{128 + Signal} ({Signals.Name(Signal)})" : $"{Code}";
}
