namespace JobDating.Registration.Imports;

/// <summary>The rules a finding may name; the sentence of each is the text <c>Finding.</c> and its name.</summary>
public static class FindingRules
{
    // The archive itself.
    public const string ArchiveNotFound = "ArchiveNotFound";
    public const string ArchiveUnreadable = "ArchiveUnreadable";
    public const string TooManyEntries = "TooManyEntries";
    public const string PathRefused = "PathRefused";
    public const string EntryEncrypted = "EntryEncrypted";
    public const string FileUnknown = "FileUnknown";
    public const string FileTwice = "FileTwice";
    public const string EditionFileMissing = "EditionFileMissing";

    // One file's text.
    public const string FileDamaged = "FileDamaged";
    public const string FileTooLarge = "FileTooLarge";
    public const string ArchiveTooLarge = "ArchiveTooLarge";
    public const string FileEmpty = "FileEmpty";
    public const string NotUtf8 = "NotUtf8";
    public const string RecordTooLong = "RecordTooLong";
    public const string TooManyRows = "TooManyRows";
    public const string ColumnMissing = "ColumnMissing";
    public const string ColumnTwice = "ColumnTwice";
    public const string ColumnUnknown = "ColumnUnknown";
    public const string CellCount = "CellCount";
    public const string QuoteUnclosed = "QuoteUnclosed";
    public const string QuoteInside = "QuoteInside";
    public const string TextAfterQuote = "TextAfterQuote";

    // One cell.
    public const string Required = "Required";
    public const string TooLong = "TooLong";
    public const string ControlCharacter = "ControlCharacter";
    public const string NotADate = "NotADate";
    public const string NotATime = "NotATime";
    public const string NotADateTime = "NotADateTime";
    public const string YearOutOfRange = "YearOutOfRange";
    public const string SkippedTime = "SkippedTime";
    public const string NotABoolean = "NotABoolean";
    public const string NotANumber = "NotANumber";
    public const string NumberTooSmall = "NumberTooSmall";
    public const string NumberTooLarge = "NumberTooLarge";
    public const string NotAWord = "NotAWord";
    public const string NotASiret = "NotASiret";
    public const string UnknownTimeZone = "UnknownTimeZone";

    // Rows among each other.
    public const string DuplicateKey = "DuplicateKey";
    public const string ReferenceUnknown = "ReferenceUnknown";
    public const string EditionRowMissing = "EditionRowMissing";
    public const string EditionRowExtra = "EditionRowExtra";
    public const string ResultUnlessHeld = "ResultUnlessHeld";
    public const string CancelledAndReceived = "CancelledAndReceived";

    /// <summary>Said by Scheduling, of an interview that was there before the import.</summary>
    public const string TableOverlapStored = "TableOverlapStored";
    public const string CandidateOverlapStored = "CandidateOverlapStored";
    public const string ClosesBeforeOpens = "ClosesBeforeOpens";
    public const string EndsBeforeStart = "EndsBeforeStart";
    public const string EmployerWithoutSiret = "EmployerWithoutSiret";

    // Notices: odd, but the past may have been so.
    public const string CompanyNameDiffers = "CompanyNameDiffers";
    public const string CharterDiffers = "CharterDiffers";
    public const string TableOverlap = "TableOverlap";
    public const string CandidateOverlap = "CandidateOverlap";
    public const string TableBeyondAttendance = "TableBeyondAttendance";
    public const string AttendanceAbsent = "AttendanceAbsent";
}
