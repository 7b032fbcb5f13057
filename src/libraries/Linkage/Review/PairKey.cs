using System.Security.Cryptography;
using System.Text.Json;

namespace Amparo.Linkage.Review;

/// <summary>Two records that may be of one person, in an order that does not depend on who was found first.</summary>
/// <remarks>Made by <see cref="RecordKey.PairedWith"/>. It is what decisions are about: they outlive the model and the queue.</remarks>
public sealed record PairKey
{
    internal PairKey(RecordKey first, RecordKey second) => (First, Second) = (first, second);

    /// <summary>The record that comes first by list and id.</summary>
    public RecordKey First { get; }

    /// <summary>The other record.</summary>
    public RecordKey Second { get; }

    /// <summary>The pair's id for addresses of pages and lines of files: 20 lower-case hexadecimal digits that name neither record.</summary>
    /// <remarks>
    /// The first 80 bits of SHA-256 over the JSON text <c>["list","id","list","id"]</c>, written without blanks and with everything beyond
    /// ASCII escaped. The same in every run and for every model. No secret is in it: whoever already holds both ids can find out whether their pair
    /// is in a queue.
    /// </remarks>
    public string Id() => Convert.ToHexStringLower(Digest().AsSpan(0, 10));

    /// <summary>Whether the pair belongs to the sample that two reviewers decide without knowing of one another.</summary>
    /// <param name="share">The share of all pairs that are in the sample, 0 … 1.</param>
    /// <remarks>
    /// By bytes 10 … 13 of the hash that <see cref="Id"/> begins with, as a big-endian fraction of 2³²: nobody chooses the sample, and a
    /// pair that is in the sample of one share is in that of every larger one.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The share is not between 0 and 1.</exception>
    public bool IsInBlindSample(double share)
    {
        if (!(share >= 0 && share <= 1))
            throw new ArgumentOutOfRangeException(nameof(share));
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(Digest().AsSpan(10, 4)) < share * 4_294_967_296;
    }

    private byte[] Digest()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            json.WriteStringValue(First.List);
            json.WriteStringValue(First.Id);
            json.WriteStringValue(Second.List);
            json.WriteStringValue(Second.Id);
            json.WriteEndArray();
        }

        return SHA256.HashData(buffer.ToArray());
    }
}
