namespace Amparo.Platform.Accounts;

/// <summary>What somebody is at the desk. One may be several; an administrator of accounts sees no content.</summary>
public enum DeskRole
{
    /// <summary>Organisations, accounts and keys; no record, no figure that is not published.</summary>
    Administrator,

    /// <summary>Sends the files of their own organisation and mends them.</summary>
    AgencyOfficer,

    /// <summary>Makes agreements, merges what agencies sent, prepares releases.</summary>
    DataOfficer,

    /// <summary>Decides whether two records are of one person.</summary>
    Reviewer,

    /// <summary>Lets a release out that somebody else prepared.</summary>
    Approver,

    /// <summary>Sees aggregates that are not published yet; no person.</summary>
    Analyst,

    /// <summary>Reads the trail of acts; changes nothing.</summary>
    Auditor,

    /// <summary>Opens one submission of another organisation where somebody's safety cannot wait: by a reason, for hours, and told to others at once.</summary>
    Emergency,
}

/// <summary>What may be done. Whatever no role is given here is denied.</summary>
public enum Entitlement
{
    /// <summary>Read and change organisations.</summary>
    ManageOrganisations,

    /// <summary>Invite people, give and take roles, help back in.</summary>
    ManageAccounts,

    /// <summary>Read the trail of acts.</summary>
    ReadAudit,

    /// <summary>Rotate and destroy keys, run retention.</summary>
    ManageKeys,

    /// <summary>Read agreements.</summary>
    ReadAgreements,

    /// <summary>Make and end agreements.</summary>
    ManageAgreements,

    /// <summary>See that files came, from whom, how many rows, what was wrong with them; no row.</summary>
    ReadSubmissions,

    /// <summary>Send files, mend their rows and withdraw them.</summary>
    SendSubmissions,

    /// <summary>See rows as the agency wrote them.</summary>
    ReadRows,

    /// <summary>See merges and what came out of them, in numbers.</summary>
    ReadMerges,

    /// <summary>Start, cancel and end merges.</summary>
    RunMerges,

    /// <summary>See pairs of records and decide on them.</summary>
    ReviewPairs,

    /// <summary>See releases that are being prepared.</summary>
    ReadReleases,

    /// <summary>Prepare releases and ask for approval.</summary>
    PrepareReleases,

    /// <summary>Approve or refuse what somebody else prepared.</summary>
    ApproveReleases,

    /// <summary>Follow jobs, of the kinds whose subject one may read.</summary>
    ReadJobs,

    /// <summary>Open, in an emergency, one submission that is closed to one's organisation.</summary>
    BreakGlass,

    /// <summary>See what was opened in emergencies; no content of it.</summary>
    ReadEmergencies,

    /// <summary>Revoke what somebody else opened in an emergency, and say afterwards whether there was a reason.</summary>
    ReviewEmergencies,
}

/// <summary>How far a permission reaches.</summary>
public enum Reach
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>What belongs to one's own organisation.</summary>
    Own,

    /// <summary>What belongs to any organisation of the node.</summary>
    Node,
}

/// <summary>Which role may do what, and how far. The one place where it is said.</summary>
public static class RolePermissions
{
    /// <summary>How far a role may do something.</summary>
    /// <param name="role">The role.</param>
    /// <param name="permission">What is to be done.</param>
    public static Reach Of(DeskRole role, Entitlement permission) => (role, permission) switch
    {
        (DeskRole.Administrator, Entitlement.ManageOrganisations or Entitlement.ManageAccounts or Entitlement.ManageKeys) => Reach.Node,

        (DeskRole.AgencyOfficer, Entitlement.ReadSubmissions or Entitlement.SendSubmissions or Entitlement.ReadRows or Entitlement.ReadAgreements or Entitlement.ReadJobs) => Reach.Own,

        (DeskRole.DataOfficer, Entitlement.ReadAgreements or Entitlement.ManageAgreements) => Reach.Node,
        // That a file came and what was wrong with it; its rows are the agency's own until they are merged.
        (DeskRole.DataOfficer, Entitlement.ReadSubmissions or Entitlement.ReadJobs) => Reach.Node,
        (DeskRole.DataOfficer, Entitlement.ReadMerges or Entitlement.RunMerges or Entitlement.ReadReleases or Entitlement.PrepareReleases) => Reach.Node,

        // Of jobs, everybody follows those alone whose subject they may read: see JobRegistration.
        (DeskRole.Reviewer, Entitlement.ReadMerges or Entitlement.ReviewPairs or Entitlement.ReadJobs) => Reach.Node,

        (DeskRole.Approver, Entitlement.ReadMerges or Entitlement.ReadReleases or Entitlement.ApproveReleases or Entitlement.ReadAgreements or Entitlement.ReadJobs) => Reach.Node,

        (DeskRole.Analyst, Entitlement.ReadMerges or Entitlement.ReadReleases or Entitlement.ReadJobs) => Reach.Node,

        (DeskRole.Auditor, Entitlement.ReadAudit or Entitlement.ReadAgreements or Entitlement.ReadEmergencies) => Reach.Node,

        (DeskRole.Administrator, Entitlement.ReadEmergencies or Entitlement.ReviewEmergencies) => Reach.Node,
        (DeskRole.Emergency, Entitlement.BreakGlass or Entitlement.ReadEmergencies) => Reach.Node,
        _ => Reach.None,
    };

    /// <summary>How far somebody with several roles may do something.</summary>
    /// <param name="roles">Their roles.</param>
    /// <param name="permission">What is to be done.</param>
    public static Reach Of(IEnumerable<DeskRole> roles, Entitlement permission) =>
        roles.Select(role => Of(role, permission)).DefaultIfEmpty(Reach.None).Max();
}
