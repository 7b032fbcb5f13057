using Amparo.Platform.Accounts;
using Amparo.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;

namespace Amparo.Platform.Jobs;

/// <summary>Registers the kinds of jobs that a host can do.</summary>
public static class JobRegistration
{
    /// <summary>Registers the work of one kind of job, to be requested with <see cref="JobBoard"/>.</summary>
    /// <typeparam name="TWork">The work; made for each run, with the host's services.</typeparam>
    /// <param name="services">The host's services, with <see cref="PlatformStore.AddPlatformStore"/>.</param>
    /// <param name="kind">The kind: lower-case letters, digits, hyphens and dots, at most 60. It stands in rows, so it does not change.</param>
    /// <param name="reading">
    /// What somebody must be permitted, besides seeing jobs, to follow one of this kind: to read what it works on. Null where nobody follows it.
    /// </param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentException">The kind is not of this form.</exception>
    public static IServiceCollection AddJob<TWork>(this IServiceCollection services, string kind, Entitlement? reading = null)
        where TWork : class, IJobWork =>
        Add<TWork>(services, new(kind, typeof(TWork), null) { Reading = reading });

    /// <summary>Registers work that is done again and again: once at each of its times, by one host of all that share the store.</summary>
    /// <remarks>A time that passes while no host runs is made up for, once, when one starts. A time that finds the one before still waiting in
    /// the queue is one with it.</remarks>
    /// <typeparam name="TWork">The work; made for each run, with the host's services.</typeparam>
    /// <param name="services">The host's services, with <see cref="PlatformStore.AddPlatformStore"/>.</param>
    /// <param name="kind">The kind, as of <see cref="AddJob{TWork}"/>.</param>
    /// <param name="times">When.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentException">The kind is not of this form.</exception>
    public static IServiceCollection AddRecurringJob<TWork>(this IServiceCollection services, string kind, CronTimes times)
        where TWork : class, IJobWork
    {
        ArgumentNullException.ThrowIfNull(times);
        return Add<TWork>(services, new(kind, typeof(TWork), times));
    }

    private static IServiceCollection Add<TWork>(IServiceCollection services, JobKind kind)
        where TWork : class, IJobWork
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(kind.Kind, nameof(kind));
        if (!JobRun.Key().IsMatch(kind.Kind))
            throw new ArgumentException("A kind is lower-case letters, digits, hyphens and dots.", nameof(kind));

        services.TryAddScoped<TWork>();
        services.AddSingleton(kind);
        services.TryAddSingleton(new JobOptions());
        services.TryAddSingleton<JobKinds>();
        services.TryAddSingleton<JobClock>();
        services.TryAddSingleton<WakeCall>();
        services.TryAddSingleton<JobClaims>();
        services.TryAddSingleton<JobRunner>();
        services.TryAddSingleton<RecurringFires>();
        services.TryAddSingleton<JobScheduler>();
        services.TryAddSingleton(host => new JobBoard(
            host.GetRequiredService<IDbContextFactory<PlatformContext>>(),
            host.GetRequiredService<JobClock>(),
            host.GetRequiredService<JobKinds>(),
            host.GetRequiredService<WakeCall>()));
        services.AddHostedService<JobHost>();
        services.AddHostedService<RecurringSchedule>();
        return services;
    }
}

/// <summary>A kind of job: its work, and its times if it recurs.</summary>
internal sealed record JobKind(string Kind, Type Work, CronTimes? Times)
{
    /// <summary>What whoever follows one of this kind must be permitted to read; null where nobody follows it.</summary>
    public Entitlement? Reading { get; init; }
}

/// <summary>The kinds of jobs that this host can do; it claims no others, so that an older host leaves a newer one's jobs alone.</summary>
internal sealed class JobKinds
{
    private readonly Dictionary<string, JobKind> _kinds = new(StringComparer.Ordinal);

    /// <summary>Collects the registrations.</summary>
    /// <exception cref="InvalidOperationException">A kind was registered twice.</exception>
    public JobKinds(IEnumerable<JobKind> kinds)
    {
        foreach (var kind in kinds)
        {
            if (!_kinds.TryAdd(kind.Kind, kind))
                throw new InvalidOperationException("A kind of job was registered twice.");
        }

        Requested = [.. _kinds.Values.Where(kind => kind.Times is null).Select(kind => kind.Kind)];
        Recurring = [.. _kinds.Values.Where(kind => kind.Times is not null)];
    }

    internal IReadOnlyList<string> Requested { get; }

    internal IReadOnlyList<JobKind> Recurring { get; }

    internal bool Knows(string kind) => _kinds.ContainsKey(kind);

    internal Entitlement? ReadingOf(string kind) => _kinds.GetValueOrDefault(kind)?.Reading;

    internal JobKind this[string kind] => _kinds[kind];
}
