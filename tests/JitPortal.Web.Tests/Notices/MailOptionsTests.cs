using JitPortal.Application.Notices;
using JitPortal.Web.Notices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Notices;

/// <summary>Settings as an owner writes them: every mistake by the key it stands under.</summary>
public sealed class MailOptionsTests
{
    private const string Fine = "Mail:Host=smtp.test Mail:From=portal@nordlys.test Portal:PublicUrl=https://jit.nordlys.test";

    [Theory]
    [InlineData("")]
    [InlineData(Fine)]
    [InlineData($"{Fine} Mail:Port=465 Mail:Security=Tls Mail:User=portal Mail:Password=secret")]
    [InlineData("Portal:PublicUrl=https://jit.nordlys.test")]
    [InlineData("Mail:Host=localhost Mail:Security=None Mail:User=a Mail:Password=b Mail:From=portal@nordlys.test Portal:PublicUrl=https://jit.nordlys.test")]
    public void Validate_WhatMakesSense_IsAccepted(string settings) => Mistakes(settings).ShouldBeEmpty();

    [Theory]
    [InlineData("Mail:Host=smtp.test", "Mail:From", "Portal:PublicUrl")]
    [InlineData("Mail:From=portal@nordlys.test", "Mail:Host")]
    [InlineData($"{Fine} Mail:Port=0 Mail:Timeout=00:01:00", "Mail:Port", "Mail:Timeout")]
    [InlineData($"{Fine} Mail:User=portal", "Mail:User, Mail")]
    [InlineData($"{Fine} Mail:Security=None Mail:User=portal Mail:Password=secret", "Mail:Security")]
    [InlineData($"{Fine} Mail:User=portal Mail:Password_FILE=/no/such/file", "Mail:Password_FILE")]
    [InlineData("Mail:Host=smtp.test Mail:From=portal Portal:PublicUrl=https://jit.nordlys.test", "Mail:From")]
    [InlineData("Portal:PublicUrl=jit.nordlys.test", "Portal:PublicUrl")]
    [InlineData("Portal:PublicUrl=https://jit.nordlys.test/?a=b", "Portal:PublicUrl")]
    [InlineData("Portal:PublicUrl=ftp://jit.nordlys.test", "Portal:PublicUrl")]
    [InlineData("Portal:PublicUrl=http://jit.nordlys.test", "Portal:PublicUrl")]
    public void Validate_Mistakes_NamesEachByItsKey(string settings, params string[] keys) =>
        Mistakes(settings).Select(mistake => string.Join(':', mistake.Split(':')[..2])).ShouldBe(keys);

    [Fact]
    public void Validate_PlainHttp_IsOnlyForDevelopment() => Mistakes("Portal:PublicUrl=http://localhost:5400", "Development").ShouldBeEmpty();

    [Fact]
    public void Validate_Mistakes_NeverSayThePassword() =>
        Mistakes($"{Fine} Mail:Port=0 Mail:Security=None Mail:User=portal Mail:Password=canary-4711").ShouldAllBe(mistake => !mistake.Contains("canary"));

    [Fact]
    public void PasswordFile_ItsFirstLineIsThePassword()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "from the file\n");
        try
        {
            Build($"{Fine} Mail:User=portal Mail:Password_FILE={file}").GetRequiredService<IOptions<MailOptions>>().Value.Password.ShouldBe("from the file");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static IReadOnlyList<string> Mistakes(string settings, string environment = "Production")
    {
        using var services = Build(settings, environment);
        List<string> mistakes = [.. Try(() => services.GetRequiredService<IOptions<PublicAddressOptions>>().Value)];
        return mistakes.Count > 0 ? mistakes : [.. Try(() => services.GetRequiredService<IOptions<MailOptions>>().Value)];
    }

    private static IEnumerable<string> Try(Func<object> read)
    {
        try
        {
            _ = read();
            return [];
        }
        catch (OptionsValidationException e)
        {
            return e.Failures;
        }
    }

    private static ServiceProvider Build(string settings, string environment = "Production")
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(setting => KeyValuePair.Create(setting.Split('=', 2)[0], (string?)setting.Split('=', 2)[1])))
            .Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration).AddSingleton<IHostEnvironment>(new Place(environment));
        Web.Notices.NoticesSetup.AddNotices(services);
        return services.BuildServiceProvider();
    }

    private sealed class Place(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "jitportal";

        public string ContentRootPath { get; set; } = "/";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
