using System.Runtime.InteropServices;
using System.Text.Json;
using Amparo.Linkage.Encoded;

namespace Amparo.Linkage.Tests.Encoded;

/// <summary>Against keys that a program in another language made.</summary>
public sealed class RecordEncoderGolden
{
    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "reference", "linkage", "clk.json"))).RootElement;

    private static readonly LinkageKey Key = LinkageKey.FromShares(
        [.. Golden.GetProperty("shares").EnumerateArray().Select(share => Keys.Share(Convert.FromHexString(share.GetString()!)))]).Value;

    [Fact]
    public void The_keys_check_value_agrees() => Key.CheckValue.ShouldBe(Golden.GetProperty("check").GetString());

    [Fact]
    public void Every_bit_agrees()
    {
        var keys = Golden.GetProperty("keys").EnumerateArray().ToList();
        keys.Count.ShouldBe(27);
        foreach (var expected in keys)
        {
            var settings = new EncodingSettings
            {
                Hardening = Enum.Parse<Hardening>(expected.GetProperty("hardening").GetString()!, ignoreCase: true),
                Salt = Enum.Parse<RecordSalt>(expected.GetProperty("salt").GetString()!.Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
            };
            var record = new PersonRecord("r", [.. expected.GetProperty("record").EnumerateArray().Select(text => new FieldText(text[0].GetString()!, text[1].GetString()!))]);
            var key = new ulong[settings.Bits / 64];

            new RecordEncoder(EncodingSchema.Persons, Key, settings).TryEncode(record, key).ShouldBeTrue();

            Convert.ToHexStringLower(MemoryMarshal.AsBytes(key.AsSpan())).ShouldBe(expected.GetProperty("key").GetString(), $"{settings}");
        }
    }
}
