using JitPortal.Web.SignIn;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.SignIn;

public sealed class SignInOptionsTests
{
    [Fact]
    public void Validate_DevIssuerInProduction_IsRefusedByName()
    {
        Mistakes("Production", new SignInOptions { Mode = SignInMode.DevIssuer, Authority = "https://sso.test", ClientSecret = "s" })
            .ShouldHaveSingleItem().ShouldStartWith("Auth:Mode:");
    }

    [Fact]
    public void Validate_NothingSet_NamesEveryMistakeAtOnce()
    {
        var mistakes = Mistakes("Production", new SignInOptions { ClientId = "", SessionLength = TimeSpan.FromDays(30) });

        mistakes.Select(mistake => mistake.Split(": ")[0]).ShouldBe(["Auth:Authority", "Auth:ClientId", "Auth:ClientSecret", "Auth:SessionLength"]);
    }

    [Fact]
    public void Validate_PlainHttpIssuer_IsOnlyForDevelopment()
    {
        var options = new SignInOptions { Authority = "http://sso.test", ClientSecret = "s" };

        Mistakes("Production", options).ShouldHaveSingleItem().ShouldStartWith("Auth:Authority:");
        Mistakes("Development", options).ShouldBeEmpty();
    }

    private static IReadOnlyList<string> Mistakes(string environment, SignInOptions options) =>
        [.. new SignInOptionsValidator(new Environment(environment)).Validate(name: null, options).Failures ?? []];

    private sealed class Environment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "jitportal";

        public string ContentRootPath { get; set; } = "/";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
