namespace Graceful.Transport;

/// <summary>A descriptor that a service manager passed, with the name that it gives it.</summary>
internal readonly record struct PassedDescriptor(int Fd, string Name);
