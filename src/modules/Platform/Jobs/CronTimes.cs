using NodaTime;
using Quartz;

namespace Amparo.Platform.Jobs;

/// <summary>Times that recur, as a cron expression says them. Immutable.</summary>
public sealed class CronTimes
{
    private readonly CronExpression _expression;

    private CronTimes(CronExpression expression) => _expression = expression;

    /// <summary>The expression.</summary>
    internal string Expression => _expression.CronExpressionString;

    /// <summary>Times in UTC: the cluster's hosts need not stand in one time zone, and no hour is left out or comes twice.</summary>
    /// <param name="expression">Seconds, minutes, hours, day of month, month, day of week, as Quartz reads them: <c>0 15 9 * * ?</c>.</param>
    /// <returns>The times.</returns>
    /// <exception cref="ArgumentException">Not such an expression.</exception>
    public static CronTimes Utc(string expression)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(expression);
        return CronExpression.IsValidExpression(expression)
            ? new(new CronExpression(expression) { TimeZone = TimeZoneInfo.Utc })
            : throw new ArgumentException("Not a cron expression.", nameof(expression));
    }

    /// <summary>The next time.</summary>
    /// <param name="instant">A moment.</param>
    /// <returns>The first time later than it; null if there is none.</returns>
    internal Instant? After(Instant instant) =>
        _expression.GetNextValidTimeAfter(instant.ToDateTimeOffset()) is { } next ? Instant.FromDateTimeOffset(next) : null;
}
