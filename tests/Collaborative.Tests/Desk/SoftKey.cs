using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>A passkey in memory, as WebAuthn level 3 describes one: ES256, the person verified; without a maker's statement unless it is given a maker.</summary>
internal sealed class SoftKey(SoftMaker? maker = null) : IDisposable
{
    public const string Origin = "http://localhost";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(16);
    private string _owner = "";
    private uint _used;

    /// <summary>Asks for a challenge, as a page's script does.</summary>
    public static async Task<(string Options, string State)> ChallengeAsync(Browser browser, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
        if (!path.Contains("entrar", StringComparison.Ordinal))
            request.Headers.Add("X-Amparo-Form", await browser.FormAsync());
        var answer = await browser.SendAsync(request);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        using var json = JsonDocument.Parse(answer.Text);
        return (json.RootElement.GetProperty("options").GetString()!, json.RootElement.GetProperty("state").GetString()!);
    }

    /// <summary>Answers a challenge to make a passkey.</summary>
    public string Create(string options)
    {
        using var asked = JsonDocument.Parse(options);
        _owner = asked.RootElement.GetProperty("user").GetProperty("id").GetString()!;
        var client = Client("webauthn.create", asked);
        byte[] attested = [.. maker?.Model.ToByteArray(bigEndian: true) ?? new byte[16], 0, (byte)_id.Length, .. _id, .. Cose()];
        byte[] data = [.. Data(0x45), .. attested];
        byte[] statement = maker?.State(data, SHA256.HashData(client)) ?? [.. Text("fmt"), .. Text("none"), .. Text("attStmt"), 0xA0];
        byte[] attestation = [0xA3, .. statement, .. Text("authData"), .. Bytes(data)];
        return Credential(new { clientDataJSON = Url(client), attestationObject = Url(attestation), transports = Array.Empty<string>() });
    }

    /// <summary>Answers a challenge to come in.</summary>
    public string Get(string options)
    {
        using var asked = JsonDocument.Parse(options);
        var client = Client("webauthn.get", asked);
        var data = Data(0x05);
        var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(new { clientDataJSON = Url(client), authenticatorData = Url(data), signature = Url(signature), userHandle = _owner });
    }

    public void Dispose() => _key.Dispose();

    private static byte[] Client(string type, JsonDocument asked) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type, challenge = asked.RootElement.GetProperty("challenge").GetString(), origin = Origin, crossOrigin = false });

    private string Credential(object response) => JsonSerializer.Serialize(new { id = Url(_id), rawId = Url(_id), type = "public-key", clientExtensionResults = new { }, response });

    private byte[] Data(byte flags)
    {
        var data = new byte[37];
        SHA256.HashData("localhost"u8, data);
        data[32] = flags;
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(33), ++_used);
        return data;
    }

    private byte[] Cose()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, .. Bytes(point.X!), 0x22, .. Bytes(point.Y!)];
    }

    // CBOR, RFC 8949: short texts, and byte strings up to 65535.
    internal static byte[] Text(string text) => [(byte)(0x60 + text.Length), .. Encoding.ASCII.GetBytes(text)];

    internal static byte[] Bytes(byte[] bytes) => bytes.Length < 256
        ? [0x58, (byte)bytes.Length, .. bytes]
        : [0x59, (byte)(bytes.Length >> 8), (byte)(bytes.Length & 0xFF), .. bytes];

    private static string Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
