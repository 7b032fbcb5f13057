using System.Formats.Asn1;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Identity;

namespace Amparo.Platform.Accounts;

/// <summary>What a maker says of the authenticator that made a passkey: WebAuthn's format <c>packed</c> with a certificate, signed by ES256.</summary>
/// <remarks>
/// What is verified: the statement signs this very passkey and challenge; its certificate names the same model as the passkey; the model is one of those
/// taken. What is not: who issued the certificate. A person who writes their own software can still claim a model; one who uses a browser and an honest
/// device cannot use another by mistake. Whoever needs more keeps the makers' roots, which the product does not bring.
/// </remarks>
internal static class PasskeyAttestation
{
    /// <summary>The key under which a request remembers why a passkey was refused: a code of <see cref="PlatformProblems"/>.</summary>
    public static readonly object Refusal = new();

    // Lengths and places of WebAuthn, section 6.1: hash of the name, flags, counter; then the attested data, which begins with the model.
    private const int FlagsAt = 32;
    private const int ModelAt = 37;
    private const int ModelLength = 16;
    private const byte HasAttestedData = 0x40;

    // id-fido-gen-ce-aaguid: the model in a certificate, section 8.2.1.
    private const string ModelExtension = "1.3.6.1.4.1.45724.1.1.4";
    private const int Es256 = -7;

    /// <summary>Verifies a statement.</summary>
    /// <param name="asked">The passkey's statement, and the request.</param>
    /// <param name="models">The models that are taken.</param>
    public static ValueTask<bool> VerifyAsync(PasskeyAttestationStatementVerificationContext asked, IReadOnlySet<Guid> models)
    {
        var refusal = Refuse(asked.AttestationObject, asked.ClientDataHash, models);
        if (refusal is not null)
            asked.HttpContext.Items[Refusal] = refusal;
        return ValueTask.FromResult(refusal is null);
    }

    private static string? Refuse(ReadOnlyMemory<byte> attestation, ReadOnlyMemory<byte> clientDataHash, IReadOnlySet<Guid> models)
    {
        try
        {
            var statement = Read(attestation);
            var data = statement.Data;
            if (data.Length < ModelAt + ModelLength || (data[FlagsAt] & HasAttestedData) == 0)
                return PlatformProblems.MakerUnverified;
            var model = new Guid(data.AsSpan(ModelAt, ModelLength), bigEndian: true);
            if (!models.Contains(model))
                return PlatformProblems.ModelNotTaken;
            return statement is { Format: "packed", Algorithm: Es256, Signature: { } signature, Certificate: { } certificate } && Signs((certificate, model), [.. data, .. clientDataHash.Span], signature)
                ? null
                : PlatformProblems.MakerUnverified;
        }
        catch (Exception failure) when (failure is CborContentException or InvalidOperationException or CryptographicException or AsnContentException or OverflowException)
        {
            // Written by whoever sends it, and so by anybody.
            return PlatformProblems.MakerUnverified;
        }
    }

    private static bool Signs((byte[] Certificate, Guid Model) made, byte[] signed, byte[] signature)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(made.Certificate);
        var isAuthority = certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraint => constraint.CertificateAuthority);
        var units = certificate.SubjectName.EnumerateRelativeDistinguishedNames()
            .Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == "2.5.4.11").Select(part => part.GetSingleElementValue());
        if (certificate.Version != 3 || isAuthority || !units.Contains("Authenticator Attestation", StringComparer.Ordinal))
            return false;
        if (certificate.Extensions.FirstOrDefault(extension => extension.Oid?.Value == ModelExtension) is not { Critical: false } named
            || new Guid(AsnDecoder.ReadOctetString(named.RawData, AsnEncodingRules.DER, out _), bigEndian: true) != made.Model)
            return false;
        using var key = certificate.GetECDsaPublicKey();
        return key?.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence) == true;
    }

    private static Statement Read(ReadOnlyMemory<byte> attestation)
    {
        var reader = new CborReader(attestation, CborConformanceMode.Ctap2Canonical);
        var statement = new Statement();
        for (var left = reader.ReadStartMap() ?? 0; left > 0; left--)
        {
            switch (reader.ReadTextString())
            {
                case "fmt": statement = statement with { Format = reader.ReadTextString() }; break;
                case "authData": statement = statement with { Data = reader.ReadByteString() }; break;
                case "attStmt": statement = ReadStatement(reader, statement); break;
                default: reader.SkipValue(); break;
            }
        }

        return statement;
    }

    private static Statement ReadStatement(CborReader reader, Statement statement)
    {
        for (var left = reader.ReadStartMap() ?? 0; left > 0; left--)
        {
            switch (reader.ReadTextString())
            {
                case "alg": statement = statement with { Algorithm = reader.ReadInt32() }; break;
                case "sig": statement = statement with { Signature = reader.ReadByteString() }; break;
                case "x5c": statement = statement with { Certificate = First(reader) }; break;
                default: reader.SkipValue(); break;
            }
        }

        reader.ReadEndMap();
        return statement;
    }

    // The authenticator's own certificate; those of its issuers, which follow, are not looked at.
    private static byte[]? First(CborReader reader)
    {
        byte[]? first = null;
        for (var left = reader.ReadStartArray() ?? 0; left > 0; left--)
        {
            var certificate = reader.ReadByteString();
            first ??= certificate;
        }

        reader.ReadEndArray();
        return first;
    }

    private sealed record Statement
    {
        public string Format { get; init; } = "";

        public byte[] Data { get; init; } = [];

        public int Algorithm { get; init; }

        public byte[]? Signature { get; init; }

        public byte[]? Certificate { get; init; }
    }
}
