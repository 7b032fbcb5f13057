using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Amparo.TestSupport;

/// <summary>A connection to a <see cref="ScriptedScanner"/> on which a file is about to come.</summary>
/// <param name="scanner">The scanner.</param>
/// <param name="socket">The connection.</param>
public sealed class ScriptedScan(ScriptedScanner scanner, Socket socket)
{
    /// <summary>Reads the file to its end.</summary>
    /// <param name="cancel">Ended with the scanner.</param>
    /// <returns>The file.</returns>
    public async Task<byte[]> ReadAsync(CancellationToken cancel)
    {
        using var file = new MemoryStream();
        while (await PieceAsync(file, cancel))
        {
        }

        scanner.Keep(file.ToArray());
        return file.ToArray();
    }

    /// <summary>Reads the next piece.</summary>
    /// <param name="into">Where it is written.</param>
    /// <param name="cancel">Ended with the scanner.</param>
    /// <returns>False at the end of the file.</returns>
    public async Task<bool> PieceAsync(Stream into, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(into);
        var length = BinaryPrimitives.ReadInt32BigEndian(await ReadAsync(4, cancel));
        await into.WriteAsync(await ReadAsync(length, cancel), cancel);
        return length > 0;
    }

    /// <summary>Says something, with nothing added to it.</summary>
    /// <param name="words">What.</param>
    /// <param name="cancel">Ended with the scanner.</param>
    public async Task SayAsync(string words, CancellationToken cancel)
    {
        var bytes = Encoding.Latin1.GetBytes(words);
        for (var sent = 0; sent < bytes.Length;)
            sent += await socket.SendAsync(bytes.AsMemory(sent), SocketFlags.None, cancel);
    }

    private async Task<byte[]> ReadAsync(int size, CancellationToken cancel)
    {
        var bytes = new byte[size];
        for (var read = 0; read < size;)
        {
            var received = await socket.ReceiveAsync(bytes.AsMemory(read), SocketFlags.None, cancel);
            read += received > 0 ? received : throw new EndOfStreamException();
        }

        return bytes;
    }
}

/// <summary>A small server that speaks the protocol of a scanner of malware as a test tells it to, so that unkind answers can be had.</summary>
public sealed class ScriptedScanner : IAsyncDisposable
{
    /// <summary>What a scanner says that found nothing.</summary>
    public const string Nothing = "stream: OK\0";

    /// <summary>What a scanner says that found something.</summary>
    /// <param name="name">How it calls it.</param>
    public static string Found(string name) => $"stream: {name} FOUND\0";

    private readonly string _folder = Directory.CreateTempSubdirectory("amparo-scan-").FullName;
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentQueue<byte[]> _seen = [];
    private readonly Socket _listener;
    private readonly Task _serving;

    /// <summary>Starts one that finds nothing in any file.</summary>
    /// <param name="overTcp">On a port of this machine; otherwise on a socket in a folder of its own.</param>
    public ScriptedScanner(bool overTcp = false)
    {
        EndPoint asked = overTcp ? new IPEndPoint(IPAddress.Loopback, 0) : new UnixDomainSocketEndPoint(Path.Combine(_folder, "s"));
        _listener = new Socket(asked.AddressFamily, SocketType.Stream, overTcp ? ProtocolType.Tcp : ProtocolType.Unspecified);
        _listener.Bind(asked);
        _listener.Listen();
        Address = _listener.LocalEndPoint!;
        Says(Nothing);
        _serving = ServeAsync();
    }

    /// <summary>Where it listens.</summary>
    public EndPoint Address { get; }

    /// <summary>The same as a host is told it.</summary>
    public string Setting => Address is IPEndPoint port ? $"tcp:{port}" : $"unix:{Path.Combine(_folder, "s")}";

    /// <summary>What it does with a file. When that has ended, it hangs up.</summary>
    public Func<ScriptedScan, CancellationToken, Task> Does { get; set; } = null!;

    /// <summary>The files that came to their end, in order.</summary>
    public IReadOnlyList<byte[]> Seen => [.. _seen];

    /// <summary>Reads each file to its end, and then says this.</summary>
    /// <param name="words">The words, with their end.</param>
    public void Says(string words) => Does = async (scan, cancel) =>
    {
        await scan.ReadAsync(cancel);
        await scan.SayAsync(words, cancel);
    };

    /// <summary>Reads each file to its end and says what follows from it.</summary>
    /// <param name="words">The words, with their end.</param>
    public void Says(Func<byte[], string> words) => Does = async (scan, cancel) => await scan.SayAsync(words(await scan.ReadAsync(cancel)), cancel);

    /// <summary>Takes a connection and hangs up at once.</summary>
    public void HangsUp() => Does = (_, _) => Task.CompletedTask;

    /// <summary>Reads each file to its end and never says anything.</summary>
    public void SaysNothing() => Does = async (scan, cancel) =>
    {
        await scan.ReadAsync(cancel);
        await Task.Delay(Timeout.Infinite, cancel);
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_ended.IsCancellationRequested)
            return;
        await _ended.CancelAsync();
        _listener.Dispose();
        await _serving;
        Directory.Delete(_folder, recursive: true);
    }

    internal void Keep(byte[] file) => _seen.Enqueue(file);

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = AnswerAsync(await _listener.AcceptAsync(_ended.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                var command = new StringBuilder();
                var letter = new byte[1];
                while (await socket.ReceiveAsync(letter.AsMemory(), SocketFlags.None, _ended.Token) == 1 && letter[0] != 0)
                    command.Append((char)letter[0]);
                var scan = new ScriptedScan(this, socket);
                if (command.ToString() == "zPING")
                    await scan.SayAsync("PONG\0", _ended.Token);
                else if (command.ToString() == "zINSTREAM")
                    await Does(scan, _ended.Token);
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or EndOfStreamException or ObjectDisposedException)
            {
                // Whoever asked is gone, or the test is over.
            }
        }
    }
}
