namespace Graceful.Transport;

/// <summary>A descriptor that a service manager passed, and its name there.</summary>
internal readonly record struct PassedDescriptor(int Fd, string Name);
