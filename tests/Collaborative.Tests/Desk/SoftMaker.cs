using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>A maker of authenticators in memory: it states in the format <c>packed</c> which model a passkey was made by, and can be told to state it wrongly.</summary>
internal sealed class SoftMaker : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The model that the passkey names.</summary>
    public required Guid Model { get; init; }

    /// <summary>The model that the certificate names; the same unless a test says otherwise.</summary>
    public Guid? Certified { get; init; }

    /// <summary>The unit of the certificate's name.</summary>
    public string Unit { get; init; } = "Authenticator Attestation";

    /// <summary>Whether the certificate may issue others.</summary>
    public bool IsAuthority { get; init; }

    /// <summary>Whether something else is signed than the passkey.</summary>
    public bool SignsSomethingElse { get; init; }

    /// <summary>Whether the certificate is left out, as by devices that sign for themselves.</summary>
    public bool WithoutCertificate { get; init; }

    /// <summary>The format that it claims.</summary>
    public string Format { get; init; } = "packed";

    /// <summary>The first two entries of an attestation object, in their canonical order.</summary>
    public byte[] State(byte[] data, byte[] clientDataHash)
    {
        byte[] signed = SignsSomethingElse ? [.. data, .. SHA256.HashData(clientDataHash)] : [.. data, .. clientDataHash];
        var signature = _key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        byte[] certificate = WithoutCertificate ? [] : [.. SoftKey.Text("x5c"), 0x81, .. SoftKey.Bytes(Certificate())];
        return
        [
            .. SoftKey.Text("fmt"), .. SoftKey.Text(Format), .. SoftKey.Text("attStmt"), (byte)(WithoutCertificate ? 0xA2 : 0xA3),
            .. SoftKey.Text("alg"), 0x26, .. SoftKey.Text("sig"), .. SoftKey.Bytes(signature), .. certificate,
        ];
    }

    public void Dispose() => _key.Dispose();

    private byte[] Certificate()
    {
        var request = new CertificateRequest($"C=GT, O=A maker of tests, OU={Unit}, CN=Model", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(IsAuthority, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509Extension("1.3.6.1.4.1.45724.1.1.4", [0x04, 0x10, .. (Certified ?? Model).ToByteArray(bigEndian: true)], critical: false));
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return made.RawData;
    }
}
