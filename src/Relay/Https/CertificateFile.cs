using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RealtimeDetect.Relay.Hosting;

namespace RealtimeDetect.Relay.Https;

/// <summary>Reads a certificate with its private key from PEM or PFX files.</summary>
/// <remarks><b>Errors:</b> a <see cref="StartupException"/> that names the file, what is wrong with it and the setting to look at.</remarks>
internal static class CertificateFile
{
    /// <summary>Reads a certificate.</summary>
    /// <param name="path">The certificate's file.</param>
    /// <param name="keyPath">The key's file; null or empty where it is in <paramref name="path"/>.</param>
    /// <param name="password">Of a PFX or an encrypted key.</param>
    /// <param name="chain">Receives the other certificates of the file.</param>
    /// <returns>The certificate with its key. The caller disposes it.</returns>
    public static X509Certificate2 Read(string path, string? keyPath, string? password, X509Certificate2Collection chain)
    {
        try
        {
            byte[] content = File.ReadAllBytes(path);
            string text = System.Text.Encoding.Latin1.GetString(content);
            return text.Contains("-----BEGIN", StringComparison.Ordinal)
                ? ReadPem(path, text, keyPath, password, chain)
                : ReadPfx(path, content, password, chain);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The certificate {path} (Https:CertificatePath) cannot be read: {e.Message}", e);
        }
    }

    private static X509Certificate2 ReadPfx(string path, byte[] content, string? password, X509Certificate2Collection chain)
    {
        try
        {
            chain.AddRange(X509CertificateLoader.LoadPkcs12Collection(content, password));
        }
        catch (CryptographicException e)
        {
            throw new StartupException(
                $"The certificate {path} is neither PEM nor a PFX that opens with this password (Https:CertificatePassword): {e.Message}", e);
        }
        X509Certificate2 certificate = chain.FirstOrDefault(entry => entry.HasPrivateKey)
            ?? throw new StartupException($"The certificate {path} holds no private key.");
        chain.Remove(certificate);
        return certificate;
    }

    private static X509Certificate2 ReadPem(string path, string text, string? keyPath, string? password, X509Certificate2Collection chain)
    {
        try
        {
            chain.ImportFromPem(text);
        }
        catch (CryptographicException e)
        {
            throw new StartupException($"The certificate {path} is damaged: {e.Message}", e);
        }
        if (chain.Count == 0)
            throw new StartupException($"The file {path} (Https:CertificatePath) holds no certificate.");
        chain.RemoveAt(0);
        string keyFile = string.IsNullOrEmpty(keyPath) ? path : keyPath;
        return WithKey(path, text, keyFile, File.ReadAllText(keyFile), password);
    }

    private static X509Certificate2 WithKey(string path, string text, string keyFile, string key, string? password)
    {
        bool isEncrypted = key.Contains("ENCRYPTED", StringComparison.Ordinal);
        if (!key.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            throw new StartupException($"{keyFile} holds no private key; name the key's file with Https:CertificateKeyPath.");
        if (isEncrypted && string.IsNullOrEmpty(password))
            throw new StartupException($"The private key in {keyFile} is encrypted; give its password in Https:CertificatePassword.");
        try
        {
            return isEncrypted ? X509Certificate2.CreateFromEncryptedPem(text, key, password) : X509Certificate2.CreateFromPem(text, key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            string doubt = isEncrypted ? ", or Https:CertificatePassword is wrong" : "";
            throw new StartupException($"The private key in {keyFile} does not belong to the certificate {path}{doubt}.", e);
        }
    }
}
