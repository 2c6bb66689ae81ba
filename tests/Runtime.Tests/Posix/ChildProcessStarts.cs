namespace Runtime.Tests.Posix;

/// <summary>Tests that make a descriptor inheritable, and tests that check the descriptors of a child: one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ChildProcessStarts
{
    public const string Name = "inherited descriptors";
}
