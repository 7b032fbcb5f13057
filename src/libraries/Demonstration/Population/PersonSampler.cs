using System.Globalization;
using Amparo.Demonstration.Content;
using Amparo.Demonstration.Randomness;

namespace Amparo.Demonstration.Population;

/// <summary>Draws the persons of one block: single persons, and now and then brothers and sisters who are found together.</summary>
/// <remarks>
/// A sibling keeps the elder's form and age group and draws its sex from the table within these, so that families do not move the margins.
/// </remarks>
internal sealed class PersonSampler(DemonstrationContent content, PersonBlock block, Xoshiro256 random)
{
    private const double FamilyChance = 0.05;
    private const double TwinChance = 0.15;

    // Ages in years within the groups: detected minors are mostly 12 to 17, adults mostly young. An assumption.
    private static readonly WeightedChoice<int> MinorAges =
        new(Enumerable.Range(0, 18).Select(age => (age, age < 6 ? 0.4 : age < 12 ? 3.0 : age - 8.0)));

    private static readonly WeightedChoice<int> AdultAges =
        new(Enumerable.Range(18, 53).Select(age => (age, age < 30 ? 10.0 : 300.0 / (age * age / 30.0))));

    private static readonly WeightedChoice<Form> FurtherForms = new(
    [
        (Form.Sexual, 0.25), (Form.Labour, 0.30), (Form.Begging, 0.15), (Form.Criminality, 0.20), (Form.Marriage, 0.04),
        (Form.OrganRemoval, 0.01), (Form.Other, 0.05),
    ]);

    private int _families;

    /// <summary>Draws exactly as many persons as the block holds.</summary>
    internal List<Person> Draw()
    {
        var persons = new List<Person>(block.Size);
        while (persons.Count < block.Size)
        {
            var left = block.Size - persons.Count;
            var siblings = left > 1 && random.Chance(FamilyChance) ? 1 + (random.Chance(0.25) ? 1 : 0) : 0;
            var elder = Single(persons.Count, siblings > 0 ? block.FirstNumber + _families++ : 0);
            persons.Add(elder);
            for (var i = 0; i < Math.Min(siblings, left - 1); i++)
                persons.Add(Sibling(elder, persons.Count));
        }

        return persons;
    }

    private Person Single(int position, int family)
    {
        var margin = content.Margins.Draw(random);
        var citizenship = content.Nationalities[block.Country].Draw(random);
        var origin = content.Origins[citizenship].Draw(random);
        // A block is a slice of the period, so that files run on in time although blocks are made apart.
        var detected = Period.DateAt((block.FirstNumber - 1 + (random.NextUnit() * block.Size)) / block.CountryPersons);
        var age = (margin.Minor ? MinorAges : AdultAges).Draw(random);
        return new Person
        {
            Number = block.FirstNumber + position,
            Sex = margin.Sex,
            Birth = BirthFor(detected, age),
            Citizenship = citizenship,
            Name = Name(margin, origin, age),
            GivenList = origin.GivenList,
            Municipality = content.Municipalities[block.Country].Draw(random),
            Document = Document(citizenship, margin.Minor),
            PrincipalForm = margin.Form,
            Forms = Forms(margin.Form),
            Family = family,
            FirstDetected = detected,
            KnownTo = CaptureModel.Draw(new(margin.Form, margin.Minor, citizenship != block.Country, SiblingKnownTo: 0), random),
        };
    }

    private Person Sibling(Person elder, int position)
    {
        var minor = Period.AgeOn(elder.Birth, elder.FirstDetected) < 18;
        var twin = random.Chance(TwinChance);
        var sex = content.SexWithin[(elder.PrincipalForm, minor)].Draw(random);
        var first = Given(elder.GivenList, sex, elder.Name.FirstGiven);
        return elder with
        {
            Number = block.FirstNumber + position,
            Sex = sex,
            Birth = twin ? elder.Birth : SiblingBirth(elder, minor),
            Name = elder.Name with
            {
                FirstGiven = first,
                SecondGiven = SecondGiven(elder.GivenList, sex, first),
                MarriedSurname = "",
            },
            Document = Document(elder.Citizenship, minor),
            Forms = random.Chance(0.7) ? elder.Forms : Forms(elder.PrincipalForm),
            KnownTo = CaptureModel.Draw(new(elder.PrincipalForm, minor, elder.Citizenship != block.Country, elder.KnownTo), random),
        };
    }

    private DateOnly BirthFor(DateOnly detected, int age)
    {
        var birthday = Period.WithoutLeapDay(detected).AddYears(-age);
        // A day within the year that ends on the birthday: the age then is exact. One day is left at the far end for 28 February.
        return Period.WithoutLeapDay(birthday.AddDays(-random.NextBelow(364)));
    }

    private DateOnly SiblingBirth(Person elder, bool minor)
    {
        var gap = 300 + random.NextBelow(1500);
        var younger = Period.WithoutLeapDay(elder.Birth.AddDays(gap));
        if (younger <= elder.FirstDetected && Period.AgeOn(younger, elder.FirstDetected) < 18 == minor)
            return younger;
        var older = Period.WithoutLeapDay(elder.Birth.AddDays(-gap));
        return Period.AgeOn(older, elder.FirstDetected) < 18 == minor ? older : elder.Birth;
    }

    private PersonName Name(MarginCell margin, NameOrigin origin, int age)
    {
        var surnames = content.Surnames[origin.SurnameList];
        var married = margin.Sex == Sex.Female && age >= 20 && origin.TwoSurnames && random.Chance(0.15);
        var first = Given(origin.GivenList, margin.Sex, avoid: "");
        return new PersonName
        {
            FirstGiven = first,
            SecondGiven = SecondGiven(origin.GivenList, margin.Sex, first),
            FirstSurname = surnames.Draw(random),
            SecondSurname = origin.TwoSurnames && !random.Chance(0.03) ? surnames.Draw(random) : "",
            MarriedSurname = married ? surnames.Draw(random) : "",
        };
    }

    private string Given(string list, Sex sex, string avoid)
    {
        var listed = sex == Sex.Other ? (Sex)random.NextBelow(2) : sex;
        var name = content.GivenNames[(list, listed)].Draw(random);
        // Names seldom repeat within a person or among siblings; a second draw makes it rare without a loop that might not end.
        return name == avoid ? content.GivenNames[(list, listed)].Draw(random) : name;
    }

    private string SecondGiven(string list, Sex sex, string first) => random.Chance(0.65) ? Given(list, sex, avoid: first) : "";

    private string Document(string citizenship, bool minor) =>
        random.Chance(minor ? 0.35 : 0.75)
            ? string.Create(CultureInfo.InvariantCulture, $"{citizenship}{random.NextBelow(1_000_000_000):D9}") : "";

    private FormSet Forms(Form principal)
    {
        var forms = default(FormSet).With(principal);
        if (random.Chance(0.18))
            forms = forms.With(FurtherForms.Draw(random));
        return random.Chance(0.03) ? forms.With(FurtherForms.Draw(random)) : forms;
    }
}
