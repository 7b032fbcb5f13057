using System.Diagnostics;
using System.Text;

namespace Amparo.TestSupport;

/// <summary>The Web host as a process of its own, as an office runs it; the test project refers to the host, so that it lies beside the tests.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(IReadOnlyList<string> args, string locale)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Amparo.Web.dll"), .. args])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["LC_ALL"] = locale;
        start.Environment.Remove("OTEL_EXPORTER_OTLP_ENDPOINT");
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
    }

    /// <summary>Everything said on the standard error so far: the logs, or why the host did not start.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString();
        }
    }

    /// <summary>Everything said on the standard output so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>The address that the host printed.</summary>
    public Uri Address => _address.Task.Result;

    /// <summary>Starts the host on a port of the system's choice and waits for the address it prints.</summary>
    /// <param name="dataFolder">The data folder; it exists.</param>
    /// <param name="more">Further arguments.</param>
    public static Task<HostProcess> StartAsync(string dataFolder, params string[] more) => StartAsync(new Dictionary<string, string>(StringComparer.Ordinal), dataFolder, more);

    /// <summary>The same with variables of its own.</summary>
    /// <param name="variables">Names and values.</param>
    /// <param name="dataFolder">The data folder; it exists.</param>
    /// <param name="more">Further arguments.</param>
    public static async Task<HostProcess> StartAsync(IReadOnlyDictionary<string, string> variables, string dataFolder, params string[] more)
    {
        var host = new HostProcess(["--data", dataFolder, "--urls", "http://127.0.0.1:0", .. more], "es_GT.UTF-8");
        foreach (var (name, value) in variables)
            host._process.StartInfo.Environment[name] = value;
        host.Begin();
        await host._address.Task.WaitAsync(Patience);
        return host;
    }

    /// <summary>Starts a host that is expected to refuse.</summary>
    /// <returns>Its exit code and what it said on the standard error.</returns>
    public static Task<(int Code, string Said)> RefusalAsync(string locale, params string[] args) =>
        RefusalAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["LC_ALL"] = locale }, args);

    /// <summary>Starts a host with variables of its own that is expected to refuse.</summary>
    /// <returns>Its exit code and what it said on the standard error.</returns>
    public static async Task<(int Code, string Said)> RefusalAsync(IReadOnlyDictionary<string, string> variables, params string[] args)
    {
        await using var host = new HostProcess(args, variables.GetValueOrDefault("LC_ALL", "es_GT.UTF-8"));
        foreach (var (name, value) in variables)
            host._process.StartInfo.Environment[name] = value;
        host.Begin();
        await host._process.WaitForExitAsync().WaitAsync(Patience);
        return (host._process.ExitCode, host.Errors);
    }

    /// <summary>Waits until the host has said something on the standard output.</summary>
    /// <param name="words">What; the address is said first.</param>
    /// <returns>Everything said so far.</returns>
    public async Task<string> SaidAsync(string words)
    {
        for (var waited = TimeSpan.Zero; waited < Patience; waited += TimeSpan.FromMilliseconds(20))
        {
            if (Output.Contains(words, StringComparison.Ordinal))
                return Output;
            await Task.Delay(20);
        }

        throw new TimeoutException("The host has not said it.");
    }

    /// <summary>Ends the host this moment (SIGKILL: it cannot prepare for it).</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the host to stop as a system does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Begin()
    {
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"The host has ended: {Errors}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Keep(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (text)
            text.AppendLine(line);
        if (text == _output && line.IndexOf("http://", StringComparison.Ordinal) is >= 0 and var at)
            _address.TrySetResult(new Uri(line[at..].Trim()));
    }
}
