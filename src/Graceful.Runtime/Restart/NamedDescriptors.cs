using Graceful.Posix;

namespace Graceful.Restart;

/// <summary>
/// The descriptors that another process has named for this one. A wrong number would be used, or closed, in place of another file.
/// </summary>
internal sealed class NamedDescriptors
{
    private const int LastStandardStream = 2;

    // A descriptor for two purposes would be closed for both when one of them ends.
    private readonly HashSet<int> _accepted = [];

    /// <summary>Returns the reason why a number cannot be that of an inherited descriptor, or <see langword="null"/>.</summary>
    internal static string? Mismatch(int fd) =>
        fd is >= 0 and <= LastStandardStream ? "the descriptor is a standard stream"
        : !Descriptor.IsOpen(fd) ? "the descriptor is not open"
        : null;

    /// <summary>Accepts a descriptor for one purpose.</summary>
    /// <param name="fd">The descriptor.</param>
    /// <param name="mismatchOfKind">Returns the reason why an open descriptor is not of the expected kind.</param>
    /// <returns>The reason against it; <see langword="null"/> when it is accepted.</returns>
    internal string? Refuse(int fd, Func<int, string?>? mismatchOfKind = null) =>
        Mismatch(fd) ?? mismatchOfKind?.Invoke(fd) ?? (_accepted.Add(fd) ? null : "the descriptor appears twice");
}
