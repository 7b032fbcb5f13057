using System.Threading.RateLimiting;
using Amparo.Platform.Accounts;
using Amparo.Platform.Audit;
using Amparo.Platform.Http;
using Amparo.Platform.Jobs;
using Amparo.Platform.Keys;
using Amparo.Platform.Organisations;
using Amparo.Platform.Pages;
using Amparo.Platform.Retention;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Amparo.Platform;

/// <summary>Who may come in to the desk, and what they may do: organisations, accounts, roles, sessions.</summary>
public static class PlatformModule
{
    // The work of hashing, as the field's guidance of 2023 has it for this function.
    internal const int HashIterations = 210_000;

    internal const int AttemptsAMinute = 20;

    /// <summary>Adds the platform.</summary>
    /// <param name="services">The host's services, with <see cref="PlatformStore.AddPlatformStore"/>.</param>
    /// <param name="site">Texts, styles and countries.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddPlatform(this IServiceCollection services, DeskSite site)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSingleton(site);
        services.AddSingleton<Sessions>();
        services.AddSingleton<FirstStart>();
        services.AddSingleton(provider => new OrganisationDirectory(provider.GetRequiredService<IDbContextFactory<PlatformContext>>()));
        services.AddDataProtection().PersistKeysToPlatform();
        services.AddSingleton<SpentChallenges>();
        services.AddSingleton(RefusalPace.Usual);
        services.AddScoped<Credentials>();
        services.AddSingleton<Attempts>();
        services.AddSingleton<RefusedAccess>();
        services.AddSingleton<HumanPace>();
        services.AddSingleton(_ => new AccountPace());
        services.AddScoped<IUserStore<Account>, AccountStore>();
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.AddIdentityCore<Account>().AddTokenProvider<AuthenticatorTokenProvider<Account>>(TokenOptions.DefaultAuthenticatorProvider);
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = HashIterations);
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            passkeys.UserVerificationRequirement = "required";
            passkeys.ValidateOrigin = PasskeyOrigin.IsOwnAsync;
            if (!site.Passkeys.AsksMaker)
                return;
            passkeys.AttestationConveyancePreference = "direct";
            passkeys.VerifyAttestationStatement = asked => PasskeyAttestation.VerifyAsync(asked, site.Passkeys.Models);
        });
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.AddPolicy(SignIn.Throttle, http => RateLimitPartition.GetFixedWindowLimiter(
                Callers.Of(http), _ => new() { PermitLimit = AttemptsAMinute, Window = TimeSpan.FromMinutes(1) }));
        });
        services.AddRazorComponents();
        services.AddSingleton(new DeskLink(80, "organisations", ManageOrganisations.Address, Entitlement.ManageOrganisations));
        services.AddSingleton(new DeskLink(81, "accounts", ManageAccounts.Address, Entitlement.ManageAccounts));
        services.AddSingleton(new DeskLink(82, "retention", ShowRetention.Address, Entitlement.ManageKeys));
        services.AddSingleton<IRetained, RetainedAccess>();
        services.AddSingleton<IDeskNotices, KeyAgeNotice>();
        services.AddRecurringJob<RunRetention>(RunRetention.Kind, RunRetention.Times);
        services.AddSingleton(new DeskLink(90, "audit", ReadAudit.Address, Entitlement.ReadAudit));
        return services;
    }

    /// <summary>The key of the first administrator, for whoever started the host; null where somebody can come in already.</summary>
    /// <param name="services">The host's services; its store is prepared.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task<string?> FirstKeyAsync(IServiceProvider services, CancellationToken cancel) =>
        services.GetRequiredService<FirstStart>().DrawAsync(cancel);

    /// <summary>The key by which a second administrator confirms their account, for whoever started the host; null where there are two.</summary>
    /// <param name="services">The host's services; its store is prepared.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task<string?> SecondKeyAsync(IServiceProvider services, CancellationToken cancel) =>
        services.GetRequiredService<FirstStart>().DrawConfirmationAsync(cancel);

    /// <summary>Where the first key is used.</summary>
    public static DeskAddress FirstKeyAddress => Enrol.Address;

    /// <summary>Guards the addresses of the desk; before compression and before all pages.</summary>
    /// <param name="app">The host's pipeline.</param>
    /// <returns>The pipeline.</returns>
    public static IApplicationBuilder UseDeskGuard(this IApplicationBuilder app) => app.Use(next => context => DeskGate.GuardAsync(context, next));

    /// <summary>Maps the pages.</summary>
    /// <param name="routes">The host's routes.</param>
    /// <returns>The routes.</returns>
    public static IEndpointRouteBuilder MapPlatform(this IEndpointRouteBuilder routes)
    {
        SignIn.Map(routes);
        Enrol.Map(routes);
        ConfirmIdentity.Map(routes);
        MyAccount.Map(routes);
        ChangePassword.Map(routes);
        ManageOrganisations.Map(routes);
        ManageAccounts.Map(routes);
        CloseSessions.Map(routes);
        ConfirmAccount.Map(routes);
        ReadAudit.Map(routes);
        ShowRetention.Map(routes);
        FollowJob.Map(routes);
        JobsApi.Map(routes);
        DescribeApi.Map(routes);
        DeskGate.NothingOfApi(routes);
        DeskGate.Read(routes, DeskAddress.Home, DeskRule.SignedIn, BeginAsync);
        DeskGate.Read(routes, DeskAddress.Home.Below("{*path}", "{*path}"), DeskRule.SignedIn, request => Task.FromResult(DeskGate.NotFound(request)));
        return routes;
    }

    private static async Task<IResult> BeginAsync(DeskRequest request)
    {
        var lacksPasskey = request.Session!.LacksPasskey(request.Get<DeskSite>().Passkeys);
        // The passkey first, also before anybody confirms them: the key that they came with is used up, and once this session ends nothing else lets them in.
        if (lacksPasskey && (request.Officer.IsConfirmed || !await MyAccount.HasPasskeyAsync(request)))
            return DeskGate.SeeOther(MyAccount.Address[request.Language]);
        return request.Officer.IsConfirmed ? await HomeAsync(request) : await ConfirmAccount.WaitAsync(request);
    }

    private static async Task<IResult> HomeAsync(DeskRequest request)
    {
        var notices = new List<DeskNotice>();
        if (request.Officer.Withheld.Count > 0)
            notices.Add(new("home.elsewhere", request.Officer.Withheld.Count, Address: null));
        foreach (var module in request.Http.RequestServices.GetServices<IDeskNotices>())
            notices.AddRange(await module.ForAsync(request));
        return DeskGate.Page<HomePage>(
            StatusCodes.Status200OK, (nameof(HomePage.Frame), request.Frame(DeskAddress.Home, request.Texts["home.title"])), (nameof(HomePage.Notices), notices));
    }
}
