using System.Diagnostics;

namespace Amparo.Cli.Tests;

/// <summary>The real command line, started as a process of its own: what a person or a script would run.</summary>
internal sealed record AmparoProcess(int Exit, string Output, string Error)
{
    /// <summary>The repository, found by its solution.</summary>
    internal static string Root { get; } = FindRoot();

    /// <summary>Lines of the error stream.</summary>
    internal string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs a verb to its end, in Spanish.</summary>
    internal static AmparoProcess Run(params string[] arguments) => RunIn("es", arguments);

    /// <summary>Runs a verb to its end in a language.</summary>
    internal static AmparoProcess RunIn(string language, params string[] arguments)
    {
        using var process = Start(language, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.Result);
    }

    /// <summary>Runs a verb to its end, as on a machine with so many processors and in a culture of its own.</summary>
    internal static AmparoProcess RunOn(int processors, string culture, params string[] arguments)
    {
        using var process = Launch(
            "dotnet", "es", [CliProgram, .. arguments],
            ("DOTNET_PROCESSOR_COUNT", processors.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("LC_ALL", culture), ("LANG", culture));
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.Result);
    }

    /// <summary>Runs a verb to its end, in Spanish, with a variable of the environment set.</summary>
    internal static AmparoProcess RunWith((string Name, string Value) variable, params string[] arguments)
    {
        using var process = Launch("dotnet", "es", [CliProgram, .. arguments], variable);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.Result);
    }

    /// <summary>Starts a verb, to be killed.</summary>
    internal static Process Start(string language, params string[] arguments) =>
        Launch("dotnet", language, [CliProgram, .. arguments]);

    /// <summary>Runs the launcher.</summary>
    internal static AmparoProcess RunLauncher(string language, params string[] arguments)
    {
        using var process = Launch(Path.Combine(Root, "amparo"), language, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.Result);
    }

    /// <summary>Runs another program of the system to its end.</summary>
    internal static int RunSystem(string program, params string[] arguments)
    {
        using var process = Launch(program, "es", arguments);
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    // The host's own folder, of the configuration that these tests were built in.
    private static string CliProgram { get; } = Path.Combine(
        Root, "artifacts", "bin", "Cli", new DirectoryInfo(AppContext.BaseDirectory).Name, "Amparo.Cli.dll");

    private static Process Launch(string program, string language, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["AMPARO_LANGUAGE"] = language;
        start.Environment["AMPARO_CONTENT"] = Path.Combine(Root, "content");
        start.Environment.Remove("AMPARO_DEBUG");
        // Hundreds of processes that live some seconds: counting what to optimise costs them more than it brings. No result depends on it.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Amparo.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
    }
}
