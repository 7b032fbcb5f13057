namespace Amparo.Records;

/// <summary>Codes of the problems that reading, mapping and checking records can meet.</summary>
/// <remarks>001–099 refuse a whole file, 101–199 put one row into quarantine, 201–299 refuse a mapping or schema, 301–399 a standard file, 501–599 a file in the layout of a mapping; 401–499 are in <see cref="Tables.TableProblems"/>.</remarks>
public static class RecordsProblems
{
    /// <summary>The file has no bytes, or nothing but a byte order mark.</summary>
    public const string EmptyFile = "REC-001";

    /// <summary>The file has a header and no row below it.</summary>
    public const string HeaderOnly = "REC-002";

    /// <summary>The file ends before the row where the mapping expects the header, or that row is blank.</summary>
    public const string HeaderNotFound = "REC-003";

    /// <summary>A column that the mapping reads is not in the header. The subject is the column's name in the mapping.</summary>
    public const string ColumnMissing = "REC-004";

    /// <summary>A column that the mapping reads occurs twice in the header. The subject is the column's name in the mapping.</summary>
    public const string ColumnTwice = "REC-005";

    /// <summary>The bytes are not in the encoding that the mapping declares. The path names the last row that could be read.</summary>
    public const string WrongEncoding = "REC-006";

    /// <summary>The header holds none of the usual delimiters, so none could be detected.</summary>
    public const string DelimiterNotFound = "REC-007";

    /// <summary>The file is not a readable XLSX workbook: another kind of file, damaged, or protected by a password.</summary>
    public const string NotWorkbook = "REC-008";

    /// <summary>The workbook unpacks to more bytes or parts than an honest one of this kind, or names a row or column beyond the last one (1,048,576 and XFD).</summary>
    public const string WorkbookTooLarge = "REC-009";

    /// <summary>The workbook has no sheet of the name that the mapping declares.</summary>
    public const string SheetNotFound = "REC-010";

    /// <summary>A quotation mark is opened and never closed where it should be, so that rows would be swallowed. The path names the row.</summary>
    public const string QuotationNotClosed = "REC-011";

    /// <summary>The header holds NUL characters: the file is in another encoding, or is no text.</summary>
    public const string NulInHeader = "REC-012";

    /// <summary>The header has more columns than any agency's table.</summary>
    public const string TooManyColumns = "REC-013";

    /// <summary>Neither the mapping nor the caller says which country or which kind of agency the file comes from.</summary>
    public const string AgencyNotGiven = "REC-014";

    /// <summary>The country or the kind of agency that was given is not in its code list.</summary>
    public const string AgencyUnknown = "REC-015";

    /// <summary>The mapping is made for another country or kind of agency than the one that was given.</summary>
    public const string AgencyDiffers = "REC-016";

    /// <summary>The office that was given is no id: ASCII letters and digits, with single hyphens inside.</summary>
    public const string OfficeRefused = "REC-017";

    /// <summary>A row of a text file is longer than any table's. The path names the last row before it.</summary>
    public const string LineTooLong = "REC-018";

    /// <summary>The gzip file is damaged, or its end is missing. The path names the last row that could be read.</summary>
    public const string PackedBroken = "REC-019";

    /// <summary>The gzip file unpacks to more bytes than an honest one of its size.</summary>
    public const string UnpackedTooLarge = "REC-020";

    /// <summary>The file holds no JSON object in any of its first lines, so it is not JSON Lines.</summary>
    public const string NotJsonLines = "REC-021";

    /// <summary>The mapping reads a table of a database, and a file was given.</summary>
    public const string TableExpected = "REC-022";

    /// <summary>The mapping reads text, and the file is a workbook or another ZIP archive.</summary>
    public const string WorkbookGiven = "REC-023";

    /// <summary>None of the columns that the mapping reads is in the header: the mapping, the separator or the header row is another one.</summary>
    public const string NoColumnFound = "REC-028";

    /// <summary>The file of mended rows does not have the two columns of its own and then the columns of the agency's file.</summary>
    public const string MendedHeaderDiffers = "REC-040";

    /// <summary>A line of the file of mended rows does not name a row of the agency's file. The path names the line.</summary>
    public const string MendedRowUnknown = "REC-041";

    /// <summary>The file of mended rows names a row of the agency's file twice.</summary>
    public const string MendedRowTwice = "REC-042";

    /// <summary>The file of mended rows names a row that is not in quarantine; such rows are not replaced.</summary>
    public const string MendedRowAccepted = "REC-043";

    /// <summary>A line of the file of mended rows has more or fewer cells than its header, or cells that cannot be used.</summary>
    public const string MendedRowBroken = "REC-044";

    /// <summary>The registration date is missing.</summary>
    public const string RegisteredMissing = "REC-101";

    /// <summary>The registration date is not written in any of the declared ways.</summary>
    public const string RegisteredUnreadable = "REC-102";

    /// <summary>The registration date is written properly and does not exist, such as the 31st of February.</summary>
    public const string RegisteredImpossible = "REC-103";

    /// <summary>The registration date lies in a year outside the code list of years.</summary>
    public const string RegisteredOutsideYears = "REC-104";

    /// <summary>The birth date is not written in any of the declared ways.</summary>
    public const string BirthUnreadable = "REC-105";

    /// <summary>The birth date is written properly and does not exist.</summary>
    public const string BirthImpossible = "REC-106";

    /// <summary>The birth date lies after the registration date.</summary>
    public const string BirthAfterRegistration = "REC-107";

    /// <summary>The age, stated or from the birth date, lies outside 0 to 110 years.</summary>
    public const string AgeOutOfRange = "REC-108";

    /// <summary>The stated age is not a whole number of years.</summary>
    public const string AgeUnreadable = "REC-109";

    /// <summary>The mapping cannot place a coded value: its spelling is not in the value table.</summary>
    public const string CodeUnknown = "REC-110";

    /// <summary>The file number is missing.</summary>
    public const string FileNumberMissing = "REC-111";

    /// <summary>The row has more or fewer cells than the header.</summary>
    public const string RaggedRow = "REC-112";

    /// <summary>A cell holds NUL characters.</summary>
    public const string NulInCell = "REC-113";

    /// <summary>A cell is longer than any value of this kind.</summary>
    public const string CellTooLong = "REC-114";

    /// <summary>A quotation mark stands inside a cell where none belongs.</summary>
    public const string QuotationBroken = "REC-115";

    /// <summary>A cell of the workbook holds a formula error.</summary>
    public const string FormulaError = "REC-116";

    /// <summary>A cell of the workbook holds a number of 16 digits or more before the point. Workbooks keep 15, so digits are lost already.</summary>
    public const string NumberTooLong = "REC-117";

    /// <summary>A line of JSON Lines is no JSON object, or is damaged.</summary>
    public const string LineNotObject = "REC-118";

    /// <summary>A line of JSON Lines has a value that is an object or a list: a cell holds one value.</summary>
    public const string ValueNested = "REC-119";

    /// <summary>A line of JSON Lines has the same key twice, so it is not known which value holds.</summary>
    public const string KeyTwice = "REC-120";

    /// <summary>A line of JSON Lines has a key that none of the first lines has: its value belongs to no column.</summary>
    public const string KeyUnknown = "REC-121";

    /// <summary>Two columns are set of which only one can hold.</summary>
    public const string TwoCodesSet = "REC-130";

    /// <summary>A date is not written in any of the declared ways.</summary>
    public const string DateUnreadable = "REC-131";

    /// <summary>A date is written properly and does not exist.</summary>
    public const string DateImpossible = "REC-132";

    /// <summary>A number is not a whole number of up to three digits.</summary>
    public const string NumberUnreadable = "REC-133";

    /// <summary>A count is neither a whole number nor an interval such as <c>&lt;5</c>.</summary>
    public const string CountUnreadable = "REC-134";

    /// <summary>A value is missing without which the row says nothing, such as the country of a published figure.</summary>
    public const string ValueRequired = "REC-135";

    /// <summary>A mapping writes a field that the schema does not have, or that is derived from others.</summary>
    public const string TargetNotAllowed = "REC-201";

    /// <summary>The transformation does not exist.</summary>
    public const string TransformationUnknown = "REC-202";

    /// <summary>The transformation cannot fill this field.</summary>
    public const string TransformationNotAllowed = "REC-203";

    /// <summary>A value table leads to a code that the list does not have.</summary>
    public const string MappedCodeUnknown = "REC-204";

    /// <summary>Two spellings that differ only in case, accents or spaces lead to different codes.</summary>
    public const string SpellingTwice = "REC-205";

    /// <summary>A kind of missing value that does not exist.</summary>
    public const string MissingKindUnknown = "REC-206";

    /// <summary>A date format that is not made of day, month and year.</summary>
    public const string DateFormatNotAllowed = "REC-207";

    /// <summary>A field without which no row could be accepted is not mapped.</summary>
    public const string RequiredFieldNotMapped = "REC-208";

    /// <summary>The mapping is written for another schema.</summary>
    public const string SchemaDiffers = "REC-209";

    /// <summary>A field names a code list that does not exist.</summary>
    public const string ListNotFound = "REC-210";

    /// <summary>A field occurs twice in a schema.</summary>
    public const string FieldTwice = "REC-211";

    /// <summary>The schema lacks a field of the standard record, or has it with another kind or code list.</summary>
    public const string SchemaLacksField = "REC-212";

    /// <summary>A field of flags has a list of more than 64 codes.</summary>
    public const string TooManyFlags = "REC-213";

    /// <summary>A field applies only in rows where a column says something, and no field is filled from that column.</summary>
    public const string ConditionNotMapped = "REC-214";

    /// <summary>Two columns of flags lead to one code, so that neither could be trusted where they differ.</summary>
    public const string FlagTwice = "REC-215";

    /// <summary>A rule's code is not <c>RUL-</c> and three digits.</summary>
    public const string RuleCodeRefused = "REC-220";

    /// <summary>Two rules have one code.</summary>
    public const string RuleTwice = "REC-221";

    /// <summary>A rule names a rule that does not stand before it.</summary>
    public const string RuleNotFound = "REC-222";

    /// <summary>A rule names a field that the schema does not have, or whose kind it cannot judge.</summary>
    public const string RuleFieldUnfit = "REC-223";

    /// <summary>The standard file does not start with the schema's columns in their order.</summary>
    public const string StandardHeaderDiffers = "REC-301";

    /// <summary>A row of the standard file has another number of cells, or broken quotation marks.</summary>
    public const string StandardRowBroken = "REC-302";

    /// <summary>A coded cell of the standard file holds neither a code of its list nor a kind of missing value.</summary>
    public const string StandardCodeUnknown = "REC-303";

    /// <summary>The standard file is not UTF-8.</summary>
    public const string StandardNotUtf8 = "REC-304";

    /// <summary>The file is no saved table, was cut off, or has changed since it was saved: a checksum differs.</summary>
    public const string TableDamaged = "REC-305";

    /// <summary>The table was saved under another schema, or has a field that this one has not.</summary>
    public const string TableOfOtherSchema = "REC-306";

    /// <summary>A field of the table was saved with other codes than its list has now.</summary>
    public const string TableOfOtherCodes = "REC-307";

    /// <summary>The encoding that the mapping declares has no sign for a letter of a text. The path names the row.</summary>
    public const string EncodingTooNarrow = "REC-501";
}
