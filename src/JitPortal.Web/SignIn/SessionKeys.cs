using System.Xml.Linq;
using JitPortal.Storage;
using JitPortal.Storage.Secrets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;

namespace JitPortal.Web.SignIn;

/// <summary>
/// The keys of sessions and antiforgery tokens: in the database, so that every node accepts what another one signed, and
/// sealed under the master key, so that the database alone signs nobody in.
/// </summary>
internal static class SessionKeys
{
    private const string Purpose = "session-keys";

    public static void AddSessionKeys(this IServiceCollection services)
    {
        services.AddTransient(provider => provider.GetRequiredService<PortalDbFactory>().Create());
        services.AddDataProtection().SetApplicationName("jitportal").PersistKeysToDbContext<PortalDb>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlEncryptor = new Encryptor(provider.GetRequiredService<KeyRing>())));
    }

    private sealed class Encryptor(KeyRing keys) : IXmlEncryptor
    {
        public EncryptedXmlInfo Encrypt(XElement plaintextElement)
        {
            var sealedBox = keys.Seal(Purpose, Guid.Empty, plaintextElement.ToString(SaveOptions.DisableFormatting));
            return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String(sealedBox)), typeof(Decryptor));
        }
    }

    /// <summary>Made by the framework, by the name that is stored beside each key; hence the constructor it asks for.</summary>
    internal sealed class Decryptor(IServiceProvider services) : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement) => XElement.Parse(
            System.Text.Encoding.UTF8.GetString(services.GetRequiredService<KeyRing>().Open(Purpose, Guid.Empty, Convert.FromBase64String(encryptedElement.Value))));
    }
}
