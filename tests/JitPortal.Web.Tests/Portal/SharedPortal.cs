using JitPortal.Web.Tests.Portal;
using Xunit;

// One portal for all tests that only look or act for a person of their own; the others start one of their own.
[assembly: AssemblyFixture(typeof(PortalHost))]
