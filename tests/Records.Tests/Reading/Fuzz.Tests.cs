using System.Text;
using static Amparo.Records.Tests.Reading.Reads;

namespace Amparo.Records.Tests.Reading;

public sealed class FuzzTests
{
    private const int Cases = 1_500;

    private static readonly string Csv = "a,b,c\n" + string.Concat(Enumerable.Range(0, 40).Select(row => FormattableString.Invariant($"{row},\"x \"\"y\"\" ñ\",z\r\n")));

    public static TheoryData<string, SourceFormat, byte[]> Files { get; } = new()
    {
        { "csv", Detected, Encoding.UTF8.GetBytes(Csv) },
        { "declared", Commas, Encoding.UTF8.GetBytes(Csv) },
        { "windows-1252", Detected, Encoding.Latin1.GetBytes(Csv) },
        { "utf-16", Detected, [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Csv)] },
        { "gzip", Detected, Gzip(Csv).ToArray() },
        { "json", Json, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":1,\"b\":\"x\\u00f1\",\"c\":null}\n", 20))) },
        { "xlsx", Sheet, Workbook.Of(("S", [[Workbook.Text("a"), Workbook.Text("b")], [Workbook.Text("1"), Workbook.Number(2)]])).ToArray() },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_damaged_anyhow_is_read_or_refused_and_its_rows_can_be_counted(string name, SourceFormat format, byte[] file)
    {
        var random = new Random(20_261_123);
        for (var run = 0; run < Cases; run++)
        {
            var damaged = Damage(file, random);
            var lines = All(new MemoryStream(damaged), format);
            // Row numbers rise, and a text read again in other pieces comes out the same. (Of a damaged archive the runtime notices more or less by its pieces.)
            var numbers = lines.Where(line => char.IsAsciiDigit(line[0])).Select(line => int.Parse(line.Split(' ', ':')[0], System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            numbers.ShouldBe(numbers.Order().Distinct(), name);
            if (format.Kind != SourceKind.Workbook)
                All(new SlowStream(new MemoryStream(damaged), 67), format).ShouldBe(lines, name);
            _ = SourceDetection.Detect(new MemoryStream(damaged), new ReadingLimits()).Succeeded;
        }
    }

    private static byte[] Damage(byte[] file, Random random)
    {
        var bytes = file.ToList();
        for (var times = random.Next(1, 5); times > 0 && bytes.Count > 0; times--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes[at] = (byte)"\",\n\r\0?{}"[random.Next(8)];
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}
