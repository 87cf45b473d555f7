using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using JitPortal.TestKit.Issuers;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web;

namespace JitPortal.Web.Tests.SignIn;

/// <summary>The whole portal in the Entra mode. The library speaks TLS only, so the issuer has a certificate, which nobody but this portal trusts.</summary>
public sealed class EntraHost : HostileHost
{
    public const string Tenant = "5f3b1c62-7c0d-4b0e-8a35-2d7a9c1e4f60";
    private const string IssuerClient = "issuer";
    private readonly X509Certificate2 certificate = Make();

    protected override X509Certificate2? Certificate => certificate;

    protected override void SetIssuer(IWebHostBuilder builder) => builder
        .UseSetting("Auth:Mode", "Entra")
        .UseSetting("Auth:Entra:Instance", Issuer.Url + "/")
        .UseSetting("Auth:Entra:TenantId", Tenant)
        .UseSetting("Auth:Entra:ClientId", HostileIssuer.ClientId)
        .UseSetting("Auth:Entra:ClientSecret", Secret)
        .UseSetting("Auth:RoleClaim", "roles")
        .UseSetting("Auth:Roles:Auditor:0", "jit-auditors")
        .ConfigureTestServices(services =>
        {
            services.AddHttpClient(IssuerClient).ConfigurePrimaryHttpMessageHandler(Trusting);
            services.Configure<AadIssuerValidatorOptions>(options => options.HttpClientName = IssuerClient);
            services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options => options.BackchannelHttpHandler = Trusting());
        });

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        certificate.Dispose();
    }

    private SocketsHttpHandler Trusting() => new()
    {
        SslOptions = new()
        {
            CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { certificate }, RevocationMode = X509RevocationMode.NoCheck },
        },
    };

    private static X509Certificate2 Make()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=issuer.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
