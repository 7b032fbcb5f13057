return await Amparo.Cli.CommandLine.RunAsync(args);
