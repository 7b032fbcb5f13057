using System.Globalization;

namespace Amparo.Benchmarks;

/// <summary>A generated table in the shape of the k-anonymised data set of 2020: 63 columns, most cells <c>-99</c> or <c>0</c>. No row is anybody's.</summary>
internal static class CtdcFile
{
    public const string Header =
        "yearOfRegistration,Datasource,gender,ageBroad,majorityStatus,majorityStatusAtExploit,majorityEntry,citizenship,"
        + "meansOfControlDebtBondage,meansOfControlTakesEarnings,meansOfControlRestrictsFinancialAccess,meansOfControlThreats,"
        + "meansOfControlPsychologicalAbuse,meansOfControlPhysicalAbuse,meansOfControlSexualAbuse,meansOfControlFalsePromises,"
        + "meansOfControlPsychoactiveSubstances,meansOfControlRestrictsMovement,meansOfControlRestrictsMedicalCare,"
        + "meansOfControlExcessiveWorkingHours,meansOfControlUsesChildren,meansOfControlThreatOfLawEnforcement,"
        + "meansOfControlWithholdsNecessities,meansOfControlWithholdsDocuments,meansOfControlOther,meansOfControlNotSpecified,"
        + "meansOfControlConcatenated,isForcedLabour,isSexualExploit,isOtherExploit,isSexAndLabour,isForcedMarriage,isForcedMilitary,"
        + "isOrganRemoval,isSlaveryAndPractices,typeOfExploitConcatenated,typeOfLabourAgriculture,typeOfLabourAquafarming,"
        + "typeOfLabourBegging,typeOfLabourConstruction,typeOfLabourDomesticWork,typeOfLabourHospitality,typeOfLabourIllicitActivities,"
        + "typeOfLabourManufacturing,typeOfLabourMiningOrDrilling,typeOfLabourPeddling,typeOfLabourTransportation,typeOfLabourOther,"
        + "typeOfLabourNotSpecified,typeOfLabourConcatenated,typeOfSexProstitution,typeOfSexPornography,"
        + "typeOfSexRemoteInteractiveServices,typeOfSexPrivateSexualServices,typeOfSexConcatenated,isAbduction,RecruiterRelationship,"
        + "CountryOfExploitation,recruiterRelationIntimatePartner,recruiterRelationFriend,recruiterRelationFamily,"
        + "recruiterRelationOther,recruiterRelationUnknown";

    private static readonly string[] Genders = ["Female", "Male", "Transgender/NonConforming"];
    private static readonly string[] Ages = ["0--8", "9--17", "18--20", "21--23", "24--26", "27--29", "30--38", "39--47", "48+", "-99"];
    private static readonly string[] Majorities = ["Adult", "Minor", "-99"];
    private static readonly string[] Countries = ["GT", "HN", "SV", "MX", "US", "PH", "UA", "MD", "CO", "HT", "0", "-99"];
    private static readonly string[] Means = ["-99", "Debt bondage;Takes earnings;Threats", "Psychological abuse;False promises", "Not specified"];
    private static readonly string[] Forms = ["-99", "Sexual exploitation", "Forced labour", "Forced marriage;Sexual exploitation"];
    private static readonly string[] Relations = ["-99", "Friend", "Family/Relative", "Intimate Partner;Other"];

    public static byte[] Generate(int rows)
    {
        var random = new Random(2020);
        using var bytes = new MemoryStream(rows * 240);
        using (var text = new StreamWriter(bytes, leaveOpen: true) { NewLine = "\n" })
        {
            text.WriteLine(Header);
            var names = Header.Split(',');
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < names.Length; column++)
                {
                    if (column > 0)
                        text.Write(',');
                    text.Write(Cell(names[column], random));
                }

                text.Write('\n');
            }
        }

        return bytes.ToArray();
    }

    private static string Cell(string column, Random random) => column switch
    {
        "yearOfRegistration" => random.Next(2002, 2020).ToString(CultureInfo.InvariantCulture),
        "Datasource" => random.Next(3) > 0 ? "Case Management" : "Hotline",
        "gender" => Genders[random.Next(Genders.Length)],
        "ageBroad" => Ages[random.Next(Ages.Length)],
        "majorityStatus" or "majorityStatusAtExploit" or "majorityEntry" => Majorities[random.Next(Majorities.Length)],
        "citizenship" or "CountryOfExploitation" => Countries[random.Next(Countries.Length)],
        "meansOfControlConcatenated" => Means[random.Next(Means.Length)],
        "typeOfExploitConcatenated" => Forms[random.Next(Forms.Length)],
        "typeOfLabourConcatenated" or "typeOfSexConcatenated" => "-99",
        "RecruiterRelationship" => Relations[random.Next(Relations.Length)],
        "meansOfControlNotSpecified" => random.Next(2) == 0 ? "0" : "1",
        _ => random.Next(10) switch { 0 => "1", < 5 => "0", _ => "-99" },
    };
}
