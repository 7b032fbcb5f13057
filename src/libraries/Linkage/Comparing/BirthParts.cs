using System.Runtime.CompilerServices;

namespace Amparo.Linkage.Comparing;

/// <summary>A day of birth with its year, month and day side by side, so that two are compared without a division.</summary>
internal static class BirthParts
{
    /// <summary>A year between two days: what is further apart has a greater difference.</summary>
    public const int Year = 1 << 16;

    /// <summary>The parts of a day.</summary>
    /// <param name="day">Year × 10,000 + month × 100 + day.</param>
    public static int Of(int day) => unchecked((day / 10_000 << 16) | (day / 100 % 100 << 8) | (day % 100));

    /// <summary>The day again as one number.</summary>
    /// <param name="parts">Its parts.</param>
    public static int NumberOf(int parts) => unchecked(((parts >> 16) * 10_000) + ((parts >> 8 & 0xFF) * 100) + (parts & 0xFF));

    /// <summary>The level of two days.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Level(int day, int other)
    {
        unchecked
        {
            var differing = day ^ other;
            if (differing == 0)
                return BirthLevel.SameDay;
            if (differing >> 16 == 0)
            {
                return ((((day & 0xFF) << 8) | ((day >> 8) & 0xFF)) ^ other) << 16 == 0 ? BirthLevel.DayMonthSwapped
                    : (differing & 0xFF) == 0 || (differing & 0xFF00) == 0 ? BirthLevel.OnePartDiffers : BirthLevel.SameYear;
            }

            return (differing & 0xFFFF) == 0 ? BirthLevel.OnePartDiffers
                : (uint)((day >> 16) - (other >> 16) + 1) <= 2 ? BirthLevel.CloseDays : BirthLevel.OtherDays;
        }
    }
}
