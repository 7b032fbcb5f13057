using System.Diagnostics;

namespace Amparo.TestSupport;

/// <summary>A writer in a process of its own, to be killed at any moment (SIGKILL: it cannot prepare for it).</summary>
public sealed class KillableProcess : IDisposable
{
    private readonly Process _process;

    private KillableProcess(Process process) => _process = process;

    /// <summary>Whether it has ended by itself or been killed.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts a writer.</summary>
    /// <param name="arguments">The writer's name and its arguments: see Program.</param>
    /// <returns>The running process.</returns>
    public static KillableProcess Start(params string[] arguments) => new(Process.Start(
        new ProcessStartInfo("dotnet", [Program.Assembly, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true })!);

    /// <summary>Waits for the next line of its output.</summary>
    /// <returns>The line; null when it has ended.</returns>
    public Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync();

    /// <summary>Kills it, this moment, and waits until it is gone.</summary>
    /// <returns>A task that ends when the process is gone.</returns>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
