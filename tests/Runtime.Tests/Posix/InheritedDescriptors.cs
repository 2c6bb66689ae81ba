namespace Runtime.Tests.Posix;

/// <summary>Tests that make a descriptor inheritable, and those that look at what a child inherits: one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class InheritedDescriptors
{
    public const string Name = "inherited descriptors";
}
