using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Amparo.Platform.Audit;
using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Keys;

/// <summary>Seals what identifies people, with a key for each compartment; destroying that key erases what it sealed.</summary>
/// <remarks>
/// <para>
/// Thread-safe, one a host. Unwrapped keys are kept in memory, but each call first reads the compartment's rows (by primary key, a few
/// of a hundred bytes), so that a key that another host destroyed is not used again here. Many values in one call cost one such reading.
/// </para>
/// <para>
/// A compartment's first key is made by the first sealing, in a transaction of its own. On SQLite, which has one writer, do not seal into
/// a new compartment inside a transaction of your own: call <see cref="PrepareAsync"/> before.
/// </para>
/// <para>
/// A sealed value is <c>format (1) version (4) nonce (12) ciphertext tag (16)</c>, AES-256-GCM; its associated data are compartment,
/// purpose, row and version. Content is <c>format (1) version (4) salt (16)</c> and chunks of 64 KiB, each with nonce and tag, by a key
/// derived for that content; each chunk's associated data say also its number and whether it is the last.
/// </para>
/// <para>No answer and no exception holds anything of what is sealed. Problems of the store come as outcomes too (<c>STO-…</c>).</para>
/// </remarks>
public sealed partial class Vault : IDisposable
{
    private const string Purpose = "platform.keys";
    private const byte ValueFormat = 1;
    private const int ValueHeader = 1 + sizeof(int);

    /// <summary>How many bytes a value is longer by once it is sealed.</summary>
    public const int ValueOverhead = ValueHeader + AesGcmBox.Overhead;

    // Compartments may be persons. What is forgotten beyond this is unwrapped again when it is needed.
    private const int MaximalCached = 20_000;
    private const int AskedAtOnce = 500;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ConcurrentDictionary<(string Compartment, int Version), OpenKey> _open = new();
    private readonly IDbContextFactory<PlatformContext> _contexts;
    private readonly StoreAddress _address;
    private readonly IClock _clock;

    internal Vault(KeyFile keys, IDbContextFactory<PlatformContext> contexts, StoreAddress address, IClock clock)
    {
        Keys = keys;
        _contexts = contexts;
        _address = address;
        _clock = clock;
    }

    /// <summary>The master keys.</summary>
    internal KeyFile Keys { get; }

    private string Store => _address.Kind == StoreKind.Sqlite ? StoreAddress.FileName : "postgresql";

    /// <summary>Checks that key file and store belong together, and makes the keys that are missing. Called at each start of a host.</summary>
    /// <param name="compartments">Compartments that will be sealed into; the installation's own are always prepared.</param>
    /// <param name="cancel">Cancels the preparation.</param>
    /// <returns>This vault; <c>PLT-004</c>, <c>PLT-005</c>, <c>PLT-010</c>, <c>PLT-013</c> or a problem of the store.</returns>
    public Task<Outcome<Vault>> PrepareAsync(IReadOnlyList<Compartment> compartments, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(compartments);
        return GuardAsync<Vault>(async () =>
        {
            if (_address.FilePath is { } file && IsBelow(Keys.FilePath, Path.GetDirectoryName(file)!))
                return new Problem(PlatformProblems.KeyFileInData, Path.GetFileName(Keys.FilePath));
            await using (var context = await _contexts.CreateDbContextAsync(cancel))
            {
                if (await ForeignAsync(context, cancel) is { } foreign)
                    return foreign;
            }

            foreach (var compartment in compartments.Append(Compartment.Node).Append(Compartment.Audit))
            {
                var key = await NewestAsync(compartment, cancel);
                if (!key.Succeeded)
                    return Outcome<Vault>.Refused(key.Problems);
            }

            return this;
        });
    }

    /// <summary>Seals a short value.</summary>
    /// <param name="place">Where it will stand.</param>
    /// <param name="value">The value; may be empty.</param>
    /// <param name="cancel">Cancels the reading of the key.</param>
    /// <returns>The sealed value, 33 bytes longer; <c>PLT-010</c> if the compartment's key was destroyed, or another problem of keys or store.</returns>
    public Task<Outcome<byte[]>> SealAsync(SealedPlace place, ReadOnlyMemory<byte> value, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(place);
        return GuardAsync<byte[]>(async () =>
        {
            var found = await NewestAsync(place.Compartment, cancel);
            if (!found.Succeeded)
                return Outcome<byte[]>.Refused(found.Problems);
            var key = found.Value;
            var bytes = new byte[ValueHeader + value.Length + AesGcmBox.Overhead];
            bytes[0] = ValueFormat;
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), key.Version);
            return key.TryClose(value.Span, AboutValue(place, key.Version), bytes.AsSpan(ValueHeader))
                ? bytes
                : new Problem(PlatformProblems.KeyDestroyed, place.Purpose);
        });
    }

    /// <summary>Seals a text.</summary>
    /// <param name="place">Where it will stand.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancel">Cancels the reading of the key.</param>
    /// <returns>As <see cref="SealAsync"/>.</returns>
    /// <exception cref="ArgumentException">The text is not valid Unicode: a surrogate stands alone.</exception>
    public async Task<Outcome<byte[]>> SealTextAsync(SealedPlace place, string text, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        // Not the encoder that throws: its message quotes the letter.
        if (Utf8.FromUtf16(text, bytes, out _, out var length, replaceInvalidSequences: false) != OperationStatus.Done)
            throw new ArgumentException("The text is not valid Unicode.", nameof(text));
        try
        {
            return await SealAsync(place, bytes.AsMemory(0, length), cancel);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Opens a sealed value.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="bytes">The sealed value.</param>
    /// <param name="cancel">Cancels the reading of the key.</param>
    /// <returns>
    /// The value; <c>PLT-010</c> if it is erased, <c>PLT-011</c> if it was changed or does not belong there, <c>PLT-012</c> if the store has
    /// no such key, or another problem of keys or store.
    /// </returns>
    public async Task<Outcome<byte[]>> UnsealAsync(SealedPlace place, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(place);
        var opened = await UnsealAllAsync([new(place, bytes)], cancel);
        return opened.Succeeded ? opened.Value[0] : Outcome<byte[]>.Refused(opened.Problems);
    }

    /// <summary>Opens a sealed text.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="bytes">The sealed text.</param>
    /// <param name="cancel">Cancels the reading of the key.</param>
    /// <returns>As <see cref="UnsealAsync"/>.</returns>
    public async Task<Outcome<string>> UnsealTextAsync(SealedPlace place, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var opened = await UnsealAsync(place, bytes, cancel);
        if (!opened.Succeeded)
            return Outcome<string>.Refused(opened.Problems);
        try
        {
            return Strict.GetString(opened.Value);
        }
        catch (DecoderFallbackException)
        {
            return new Problem(PlatformProblems.SealBroken, place.Purpose);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(opened.Value);
        }
    }

    /// <summary>Opens many sealed values: those of a page, of a row.</summary>
    /// <param name="values">The values, of any compartments.</param>
    /// <param name="cancel">Cancels the reading of the keys.</param>
    /// <returns>The values in the same order; if one does not open, none is given, and the problem is as of <see cref="UnsealAsync"/>.</returns>
    public Task<Outcome<byte[][]>> UnsealAllAsync(IReadOnlyList<SealedValue> values, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(values);
        return GuardAsync<byte[][]>(async () =>
        {
            var rings = await RowsAsync([.. values.Select(value => value.Place.Compartment.Id).Distinct(StringComparer.Ordinal)], cancel);
            var opened = new List<byte[]>(values.Count);
            foreach (var value in values)
            {
                var plain = Unseal(value, rings.GetValueOrDefault(value.Place.Compartment.Id, []));
                if (!plain.Succeeded)
                    return Outcome<byte[][]>.Refused(plain.Problems);
                opened.Add(plain.Value);
            }

            return opened.ToArray();
        });
    }

    /// <summary>What to store beside a sealed text so that it can be found again: the same for the same text, and nothing without the key.</summary>
    /// <param name="compartment">The compartment of the sealed text.</param>
    /// <param name="text">The column and the text.</param>
    /// <param name="cancel">Cancels the reading of the key.</param>
    /// <returns>
    /// 64 hexadecimal digits; <c>PLT-010</c> if the key was destroyed. Rotation does not change it (it is derived from the oldest version that
    /// is left), so that what was stored is still found.
    /// </returns>
    public Task<Outcome<string>> BlindIndexAsync(Compartment compartment, SearchedText text, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(compartment);
        ArgumentNullException.ThrowIfNull(text);
        return HashAsync(compartment, HashUse.Index, new CanonicalBytes(text.Purpose).Add(text.Text), cancel);
    }

    /// <summary>The pseudonym under which a subject stands in the audit.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="cancel">Cancels the reading of the key.</param>
    /// <returns>64 hexadecimal digits; <c>PLT-010</c> if the key behind it was destroyed.</returns>
    internal Task<Outcome<string>> PseudonymAsync(AuditSubject subject, CancellationToken cancel) =>
        HashAsync(subject.Compartment, HashUse.Pseudonym, subject.Canonical(), cancel);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in _open.Values)
            key.Forget();
        _open.Clear();
    }

    private Task<Outcome<string>> HashAsync(Compartment compartment, HashUse use, CanonicalBytes bytes, CancellationToken cancel) =>
        GuardAsync<string>(async () =>
        {
            var rows = await RowsAsync(compartment, cancel);
            if (rows.Count == 0)
                rows = await CreateAsync(compartment, cancel);
            var key = Open(rows.Find(row => row.DestroyedAt is null) ?? rows[^1]);
            if (!key.Succeeded)
                return Outcome<string>.Refused(key.Problems);
            return key.Value.Hash(use, bytes.Span) is { } hash ? hash : new Problem(PlatformProblems.KeyDestroyed, Purpose);
        });

    private Outcome<byte[]> Unseal(SealedValue value, List<DataKey> rows)
    {
        var bytes = value.Bytes.Span;
        if (bytes.Length < ValueHeader + AesGcmBox.Overhead || bytes[0] != ValueFormat)
            return new Problem(PlatformProblems.SealBroken, value.Place.Purpose);
        var version = BinaryPrimitives.ReadInt32BigEndian(bytes[1..]);
        var key = OpenVersion(rows, version, value.Place);
        if (!key.Succeeded)
            return Outcome<byte[]>.Refused(key.Problems);
        var plain = new byte[bytes.Length - ValueHeader - AesGcmBox.Overhead];
        if (key.Value.TryOpen(bytes[ValueHeader..], AboutValue(value.Place, version), plain))
            return plain;
        // Destroyed at this very moment, or changed: the second is an alarm, the first is not.
        return new Problem(key.Value.IsForgotten ? PlatformProblems.KeyDestroyed : PlatformProblems.SealBroken, value.Place.Purpose);
    }

    private Outcome<OpenKey> OpenVersion(List<DataKey> rows, int version, SealedPlace place)
    {
        var row = rows.Find(row => row.Version == version);
        if (row is null)
            return new Problem(PlatformProblems.KeyUnknown, place.Purpose);
        return row.DestroyedAt is null ? Open(row) : new Problem(PlatformProblems.KeyDestroyed, place.Purpose);
    }

    private async Task<Outcome<OpenKey>> NewestAsync(Compartment compartment, CancellationToken cancel)
    {
        var rows = await RowsAsync(compartment, cancel);
        if (rows.Count == 0)
            rows = await CreateAsync(compartment, cancel);
        return Open(rows[^1]);
    }

    /// <summary>The compartment's rows by version; what was destroyed in between is forgotten here.</summary>
    private async Task<List<DataKey>> RowsAsync(Compartment compartment, CancellationToken cancel)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancel);
        var rows = await RowsOf(context, compartment).AsNoTracking().ToListAsync(cancel);
        foreach (var row in rows.Where(row => row.DestroyedAt is not null))
            Forget(row);
        return rows;
    }

    /// <summary>The same of many compartments, asked for together: a list of submissions has a compartment a line.</summary>
    private async Task<Dictionary<string, List<DataKey>>> RowsAsync(IReadOnlyList<string> compartments, CancellationToken cancel)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancel);
        var rings = new Dictionary<string, List<DataKey>>(StringComparer.Ordinal);
        foreach (var some in compartments.Chunk(AskedAtOnce))
        {
            foreach (var row in await context.Set<DataKey>().AsNoTracking().Where(key => some.Contains(key.Compartment)).OrderBy(key => key.Version).ToListAsync(cancel))
            {
                if (row.DestroyedAt is not null)
                    Forget(row);
                if (!rings.TryGetValue(row.Compartment, out var rows))
                    rings[row.Compartment] = rows = [];
                rows.Add(row);
            }
        }

        return rings;
    }

    private Outcome<OpenKey> Open(DataKey row)
    {
        if (row.DestroyedAt is not null || row.Wrapped is null)
            return new Problem(PlatformProblems.KeyDestroyed, Purpose);
        if (_open.TryGetValue((row.Compartment, row.Version), out var open))
            return open;
        var unwrapped = Unwrap(row);
        if (!unwrapped.Succeeded)
            return Outcome<OpenKey>.Refused(unwrapped.Problems);
        open = new OpenKey(row.Version, unwrapped.Value);
        CryptographicOperations.ZeroMemory(unwrapped.Value);
        if (_open.Count >= MaximalCached)
            _open.Clear();
        return _open.GetOrAdd((row.Compartment, row.Version), open);
    }

    private Outcome<byte[]> Unwrap(DataKey row)
    {
        if (Keys.Find(row.MasterKeyId) is not { } master)
            return new Problem(PlatformProblems.KeyFileForeign, Path.GetFileName(Keys.FilePath));
        return master.Unwrap(row.Wrapped, (row.Compartment, row.Version)) is { } key
            ? key
            : new Problem(PlatformProblems.DataKeyDamaged, Purpose);
    }

    private void Forget(DataKey row)
    {
        if (_open.TryRemove((row.Compartment, row.Version), out var key))
            key.Forget();
    }

    /// <summary>Makes a compartment's first key, unless another host was quicker.</summary>
    private async Task<List<DataKey>> CreateAsync(Compartment compartment, CancellationToken cancel)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginAloneAsync(_address, Purpose, cancel);
        var rows = await RowsOf(context, compartment).ToListAsync(cancel);
        if (rows.Count > 0)
            return rows;
        var (row, _) = New(compartment, 1, await MasterAsync(context, cancel));
        context.Add(row);
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return [row];
    }

    /// <summary>
    /// The master key to wrap by: the newest that wraps something already, as one that was just added may not have come to the other hosts yet.
    /// A key file made anew, or another installation's, must not mix its keys into this store.
    /// </summary>
    private async Task<MasterKey> MasterAsync(PlatformContext context, CancellationToken cancel)
    {
        var newest = ReadNewest();
        var used = await UsedAsync(context, cancel);
        return Foreign(used) is { } foreign ? throw new StoreException(foreign) : Keys.NewestOf(used) ?? newest;
    }

    /// <summary>The newest master key as the file has it now.</summary>
    private MasterKey ReadNewest()
    {
        var newest = Keys.ReadNewest();
        return newest.Succeeded ? newest.Value : throw new StoreException(newest.Problems[0]);
    }

    private (DataKey Row, OpenKey Key) New(Compartment compartment, int version, MasterKey master)
    {
        var bytes = RandomNumberGenerator.GetBytes(AesGcmBox.KeySize);
        var row = new DataKey
        {
            Compartment = compartment.Id,
            Version = version,
            Wrapped = master.Wrap(bytes, (compartment.Id, version)),
            MasterKeyId = master.Id,
            CreatedAt = _clock.GetCurrentInstant(),
        };
        var key = new OpenKey(version, bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return (row, key);
    }

    private async Task<Problem?> ForeignAsync(PlatformContext context, CancellationToken cancel) => Foreign(await UsedAsync(context, cancel));

    private Problem? Foreign(IReadOnlySet<string> used) =>
        used.All(id => Keys.Find(id) is not null) ? null : new Problem(PlatformProblems.KeyFileForeign, Path.GetFileName(Keys.FilePath));

    /// <summary>The ids of the master keys that wrap something.</summary>
    private static async Task<IReadOnlySet<string>> UsedAsync(PlatformContext context, CancellationToken cancel) =>
        (await context.Set<DataKey>().Where(key => key.DestroyedAt == null).Select(key => key.MasterKeyId).Distinct().ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);

    private async Task<Outcome<T>> GuardAsync<T>(Func<Task<Outcome<T>>> work)
        where T : class
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (error is not OperationCanceledException && StoreProblems.From(error, Store) is { } problem)
        {
            return problem;
        }
    }

    private static IQueryable<DataKey> RowsOf(PlatformContext context, Compartment compartment) =>
        context.Set<DataKey>().Where(key => key.Compartment == compartment.Id).OrderBy(key => key.Version);

    private static ReadOnlySpan<byte> AboutValue(SealedPlace place, int version) =>
        new CanonicalBytes("amparo value 1").Add(place.Compartment.Id).Add(place.Purpose).Add(place.Row).Add(version).Span;

    private static bool IsBelow(string file, string folder) =>
        file.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
