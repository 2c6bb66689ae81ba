using System.Runtime.Versioning;

// The code under test runs on Linux only; so may the tests.
[assembly: SupportedOSPlatform("linux")]
