namespace Graceful.Posix;

/// <summary>The process that started this one, or that adopted it.</summary>
internal static class ParentProcess
{
    internal static int Id => Tmds.Linux.LibC.getppid();
}
