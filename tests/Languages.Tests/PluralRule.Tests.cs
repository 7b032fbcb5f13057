using System.Globalization;
using Amparo.Vocabulary;

namespace Amparo.Languages.Tests;

public class PluralRuleTests
{
    // Expected forms: the sample lists of the Unicode CLDR's cardinal rules (plurals.xml), not the rules themselves.
    [Theory]
    [InlineData("es", "1", PluralForm.One)]
    [InlineData("es", "1.0", PluralForm.One)]
    [InlineData("es", "0", PluralForm.Other)]
    [InlineData("es", "2", PluralForm.Other)]
    [InlineData("es", "1.5", PluralForm.Other)]
    [InlineData("es", "1000000", PluralForm.Many)]
    [InlineData("es", "3000000", PluralForm.Many)]
    [InlineData("es", "1000001", PluralForm.Other)]
    [InlineData("es", "1000000.0", PluralForm.Other)]
    [InlineData("en", "1", PluralForm.One)]
    [InlineData("en", "1.0", PluralForm.Other)]
    [InlineData("en", "0", PluralForm.Other)]
    [InlineData("en", "1000000", PluralForm.Other)]
    [InlineData("fr", "0", PluralForm.One)]
    [InlineData("fr", "0.5", PluralForm.One)]
    [InlineData("fr", "1.9", PluralForm.One)]
    [InlineData("fr", "2", PluralForm.Other)]
    [InlineData("fr", "2000000", PluralForm.Many)]
    [InlineData("ht", "0", PluralForm.Other)]
    [InlineData("ht", "1", PluralForm.One)]
    [InlineData("ht", "2", PluralForm.Other)]
    public void A_number_asks_for_the_form_its_language_has(string language, string number, PluralForm form)
    {
        var value = decimal.Parse(number, CultureInfo.InvariantCulture);
        PluralRule.FormOf(Language.Find(language)!, value).ShouldBe(form);
        PluralRule.FormOf(Language.Find(language)!, -value).ShouldBe(form);
    }
}
