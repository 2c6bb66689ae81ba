global using Instruments.Servers;
