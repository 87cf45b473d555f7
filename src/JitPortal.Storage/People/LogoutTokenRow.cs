using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.People;

/// <summary>A logout token that was obeyed, kept until it would be too old anyway, so that nobody can play it again.</summary>
public sealed class LogoutTokenRow : IEntityTypeConfiguration<LogoutTokenRow>
{
    /// <summary>SHA-256 of issuer and <c>jti</c>, in hex.</summary>
    public string Id { get; set; } = "";

    public DateTimeOffset ForgetAt { get; set; }

    public static string IdOf(string issuer, string tokenId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{issuer}\n{tokenId}")));

    public void Configure(EntityTypeBuilder<LogoutTokenRow> builder)
    {
        builder.ToTable("logout_tokens");
        builder.Property(r => r.Id).HasMaxLength(64).ValueGeneratedNever();
        builder.HasIndex(r => r.ForgetAt);
    }
}
