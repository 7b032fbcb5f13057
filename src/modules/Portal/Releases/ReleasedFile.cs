using Amparo.PrivateRelease;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Portal.Releases;

/// <summary>A released file of records: what it is, and its bytes as they were released.</summary>
/// <param name="Table">The description; the bytes have its hash.</param>
/// <param name="Content">CSV, UTF-8.</param>
public sealed record ReleasedFile(Released<RecordTable> Table, ReadOnlyMemory<byte> Content);
