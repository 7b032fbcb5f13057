using Amparo.Linkage.Normalising;

namespace Amparo.Linkage.Tests.Clear;

public sealed class NormalisingTests
{
    [Theory]
    [InlineData("María José", "MARIA JOSE")]
    [InlineData("  muñoz ", "MUÑOZ")]
    [InlineData("MUN\u0303OZ", "MUÑOZ")]
    [InlineData("Güemes", "GUEMES")]
    [InlineData("O'Neill-Pérez", "O NEILL PEREZ")]
    [InlineData("Pyè", "PYE")]
    [InlineData("ibarra", "IBARRA")]
    [InlineData("García   López", "GARCIA LOPEZ")]
    [InlineData("--", "")]
    public void Letters_are_plain_and_N_with_tilde_is_another_letter(string text, string plain) => PlainText.Letters(text).ShouldBe(plain);

    [Theory]
    [InlineData("+502 5551-2345", "55512345")]
    [InlineData("(504) 55 51 23 45", "55512345")]
    [InlineData("5551", "5551")]
    [InlineData("", "")]
    public void Telephones_are_their_last_eight_digits(string text, string digits) => PlainText.Phone(text).ShouldBe(digits);

    [Theory]
    [InlineData("1234 56789-0101", "1234567890101")]
    [InlineData("a-12.34", "A1234")]
    public void Documents_are_letters_and_digits_alone(string text, string solid) => PlainText.Solid(text).ShouldBe(solid);

    [Theory]
    [InlineData("N/A", true)]
    [InlineData("desconocido", true)]
    [InlineData("S/D", true)]
    [InlineData("Inconnue", true)]
    [InlineData("Nina", false)]
    [InlineData("Nadia", false)]
    [InlineData("Desiderio", false)]
    public void What_says_nothing_is_known(string text, bool nothing) => PlainText.SaysNothing(PlainText.Letters(text)).ShouldBe(nothing);

    [Theory]
    [InlineData("García", "GARCIA", false)]
    [InlineData("de la Cruz", "CRUZ", false)]
    [InlineData("De Los Santos", "SANTOS", false)]
    [InlineData("del Valle", "VALLE", false)]
    [InlineData("de León", "LEON", true)]
    [InlineData("García de León", "GARCIA LEON", false)]
    [InlineData("Pérez y López", "PEREZ LOPEZ", false)]
    [InlineData("Vda. de Ramírez", "RAMIREZ", false)]
    [InlineData("Jean-Baptiste", "JEAN BAPTISTE", false)]
    [InlineData("San Martín", "SANMARTIN", false)]
    [InlineData("Santa María López", "SANTAMARIA LOPEZ", false)]
    [InlineData("Mc Donald", "MCDONALD", false)]
    [InlineData("O'Neill", "ONEILL", false)]
    [InlineData("Glez", "GONZALEZ", false)]
    [InlineData("Ma. Guadalupe", "MARIA GUADALUPE", false)]
    [InlineData("Fco", "FRANCISCO", false)]
    [InlineData("Ana María José Luisa Inés", "ANA MARIA JOSE LUISA", false)]
    [InlineData("De", "DE", false)]
    [InlineData("San", "SAN", false)]
    [InlineData("Muñoz", "MUÑOZ", false)]
    [InlineData("sin dato", "", false)]
    [InlineData("", "", false)]
    public void A_name_is_its_words_without_particles(string text, string words, bool married)
    {
        var name = NameWords.Of(text, ClearLists.Knowledge);
        string.Join(' ', name.Words).ShouldBe(words);
        name.Married.ShouldBe(married);
    }

    [Theory]
    [InlineData("VASQUEZ", "BASQUES")]
    [InlineData("CECILIA", "SESILIA")]
    [InlineData("ZAPATA", "SAPATA")]
    [InlineData("LLANOS", "YANOS")]
    [InlineData("HERNANDEZ", "ERNANDES")]
    [InlineData("QUIROGA", "KIROGA")]
    [InlineData("CUEVAS", "KUEBAS")]
    [InlineData("JIMENEZ", "GIMENES")]
    [InlineData("XIMENEZ", "JIMENEZ")]
    [InlineData("GUERRA", "GERRA", false)]
    [InlineData("GUERRA", "GUERA")]
    [InlineData("GUILLERMO", "GUIYERMO")]
    [InlineData("HUALLPA", "GUALLPA")]
    [InlineData("HUALLPA", "WALLPA")]
    [InlineData("HUERTA", "WERTA")]
    [InlineData("TZUL", "SUL")]
    [InlineData("BATZ", "BATS")]
    [InlineData("RR", "R")]
    [InlineData("ENBRIZ", "EMBRIZ")]
    [InlineData("PHILIPPE", "FILIPE")]
    [InlineData("MUÑOZ", "MUNOZ")]
    [InlineData("CHOC", "COC", false)]
    [InlineData("CHOC", "SHOC", false)]
    [InlineData("LOPEZ", "PEREZ", false)]
    [InlineData("GARCIA", "GARZIA")]
    [InlineData("COC", "KOK")]
    public void Names_that_sound_alike_have_one_key(string one, string other, bool alike = true) =>
        (SpanishSound.KeyOf(one) == SpanishSound.KeyOf(other)).ShouldBe(alike, $"{SpanishSound.KeyOf(one)} {SpanishSound.KeyOf(other)}");

    [Theory]
    [InlineData("1990-05-17", 19900517, 19900517)]
    [InlineData("19900517", 19900517, 19900517)]
    [InlineData("17/5/1990", 19900517, 19900517)]
    [InlineData("17.05.1990", 19900517, 19900517)]
    [InlineData("5/17/1990", 19900517, 19900517)]
    [InlineData("1990-05-17T10:20:30", 19900517, 19900517)]
    [InlineData("1990-01-01", 19900101, 19901231)]
    [InlineData("1/1/1990", 19900101, 19901231)]
    [InlineData("1990", 19900101, 19901231)]
    [InlineData("1990-05", 19900501, 19900531)]
    [InlineData("199005", 19900501, 19900531)]
    [InlineData("05/1990", 19900501, 19900531)]
    [InlineData("1990-01", 19900101, 19900131)]
    [InlineData("2000-02-29", 20000229, 20000229)]
    [InlineData("1900-02-29", 19000201, 19000228)]
    [InlineData("1777-89-09", 17770101, 17771231)]
    [InlineData("1836-21-01", 18360101, 18361231)]
    [InlineData("1721-01-00", 17210101, 17210131)]
    [InlineData("1990-06-31", 19900601, 19900630)]
    [InlineData("-0050-01-0", 0, 0)]
    [InlineData("", 0, 0)]
    [InlineData("12/5/90", 0, 0)]
    [InlineData("abril", 0, 0)]
    [InlineData("0000-00-00", 0, 0)]
    public void A_date_is_the_days_that_it_may_mean(string text, int first, int last) => BirthInterval.OfDate(text).ShouldBe(new BirthInterval(first, last));

    [Theory]
    [InlineData(20, "2020-06-15", 19990615, 20000615)]
    [InlineData(0, "2020-06-15", 20190615, 20200615)]
    [InlineData(20, "2020", 19990101, 20001231)]
    [InlineData(19, "2020-02-29", 20000229, 20010228)]
    [InlineData(20, "2020-02-29", 19990228, 20000229)]
    [InlineData(-1, "2020-06-15", 0, 0)]
    [InlineData(131, "2020-06-15", 0, 0)]
    [InlineData(20, "", 0, 0)]
    public void An_age_is_the_days_on_which_one_so_old_was_born(int age, string on, int first, int last) =>
        BirthInterval.OfAge(age, BirthInterval.OfDate(on)).ShouldBe(new BirthInterval(first, last));

    [Theory]
    [InlineData("17", 17)]
    [InlineData("17.9", 17)]
    [InlineData("17,9", -1)]
    [InlineData("-3", -1)]
    [InlineData("200", -1)]
    [InlineData("x", -1)]
    [InlineData("", -1)]
    public void Ages_are_completed_years(string text, int age) => BirthInterval.Age(text).ShouldBe(age);
}
