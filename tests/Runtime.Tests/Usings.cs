global using Runtime.Tests.Processes.Servers;
