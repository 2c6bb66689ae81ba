using System.Runtime.Versioning;

// What is tested is a matter of Linux; so may be what tests with.
[assembly: SupportedOSPlatform("linux")]
