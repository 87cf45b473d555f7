using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace JitPortal.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "api_calls",
                columns: table => new
                {
                    CallerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Fingerprint = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Done = table.Column<bool>(type: "INTEGER", nullable: false),
                    ResultId = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_calls", x => new { x.CallerId, x.Key });
                    table.CheckConstraint("CK_api_calls_CallerId_type", "\"CallerId\" LIKE '________-____-____-____-____________' AND \"CallerId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_api_calls_Done_type", "typeof(\"Done\") = 'integer'");
                    table.CheckConstraint("CK_api_calls_ResultId_type", "\"ResultId\" IS NULL OR (\"ResultId\" LIKE '________-____-____-____-____________' AND \"ResultId\" NOT GLOB '*[^0-9A-F-]*')");
                    table.CheckConstraint("CK_api_calls_RunId_type", "\"RunId\" LIKE '________-____-____-____-____________' AND \"RunId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_api_calls_StartedAt_type", "typeof(\"StartedAt\") = 'integer' AND \"StartedAt\" BETWEEN 0 AND 253402300799999");
                });

            migrationBuilder.CreateTable(
                name: "audit",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Leaf = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Link = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    ActorId = table.Column<Guid>(type: "TEXT", nullable: true),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: true),
                    GrantId = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit", x => x.Sequence);
                    table.CheckConstraint("CK_audit_ActorId_type", "\"ActorId\" IS NULL OR (\"ActorId\" LIKE '________-____-____-____-____________' AND \"ActorId\" NOT GLOB '*[^0-9A-F-]*')");
                    table.CheckConstraint("CK_audit_At_type", "typeof(\"At\") = 'integer' AND \"At\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_audit_GrantId_type", "\"GrantId\" IS NULL OR (\"GrantId\" LIKE '________-____-____-____-____________' AND \"GrantId\" NOT GLOB '*[^0-9A-F-]*')");
                    table.CheckConstraint("CK_audit_RequestId_type", "\"RequestId\" IS NULL OR (\"RequestId\" LIKE '________-____-____-____-____________' AND \"RequestId\" NOT GLOB '*[^0-9A-F-]*')");
                    table.CheckConstraint("CK_audit_Sequence_type", "typeof(\"Sequence\") = 'integer'");
                });

            migrationBuilder.CreateTable(
                name: "audit_head",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Link = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_head", x => x.Id);
                    table.CheckConstraint("CK_audit_head_Id_type", "typeof(\"Id\") = 'integer'");
                    table.CheckConstraint("CK_audit_head_Sequence_type", "typeof(\"Sequence\") = 'integer'");
                });

            migrationBuilder.CreateTable(
                name: "audit_personal",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Box = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_personal", x => new { x.Sequence, x.Name });
                    table.CheckConstraint("CK_audit_personal_PersonId_type", "\"PersonId\" LIKE '________-____-____-____-____________' AND \"PersonId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_audit_personal_Sequence_type", "typeof(\"Sequence\") = 'integer'");
                });

            migrationBuilder.CreateTable(
                name: "DataProtectionKeys",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    FriendlyName = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    Xml = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataProtectionKeys", x => x.Id);
                    table.CheckConstraint("CK_DataProtectionKeys_Id_type", "typeof(\"Id\") = 'integer'");
                });

            migrationBuilder.CreateTable(
                name: "holdings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TargetId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Principal = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    SharedRight = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    HeldBefore = table.Column<bool>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_holdings", x => x.Id);
                    table.CheckConstraint("CK_holdings_HeldBefore_type", "\"HeldBefore\" IS NULL OR (typeof(\"HeldBefore\") = 'integer')");
                    table.CheckConstraint("CK_holdings_Id_type", "\"Id\" LIKE '________-____-____-____-____________' AND \"Id\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_holdings_TargetId_type", "\"TargetId\" LIKE '________-____-____-____-____________' AND \"TargetId\" NOT GLOB '*[^0-9A-F-]*'");
                });

            migrationBuilder.CreateTable(
                name: "installation",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    InstallationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    KeyId = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    PolicyVersion = table.Column<long>(type: "INTEGER", nullable: false),
                    LockEpoch = table.Column<long>(type: "INTEGER", nullable: false),
                    PeopleVersion = table.Column<long>(type: "INTEGER", nullable: false),
                    LastRequestNumber = table.Column<long>(type: "INTEGER", nullable: false),
                    LastSerial = table.Column<long>(type: "INTEGER", nullable: false),
                    ClockHighWater = table.Column<long>(type: "INTEGER", nullable: false),
                    IsDemo = table.Column<bool>(type: "INTEGER", nullable: false),
                    SoloEndedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_installation", x => x.Id);
                    table.CheckConstraint("CK_installation_ClockHighWater_type", "typeof(\"ClockHighWater\") = 'integer' AND \"ClockHighWater\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_installation_Id_type", "typeof(\"Id\") = 'integer'");
                    table.CheckConstraint("CK_installation_InstallationId_type", "\"InstallationId\" LIKE '________-____-____-____-____________' AND \"InstallationId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_installation_IsDemo_type", "typeof(\"IsDemo\") = 'integer'");
                    table.CheckConstraint("CK_installation_LastRequestNumber_type", "typeof(\"LastRequestNumber\") = 'integer'");
                    table.CheckConstraint("CK_installation_LastSerial_type", "typeof(\"LastSerial\") = 'integer'");
                    table.CheckConstraint("CK_installation_LockEpoch_type", "typeof(\"LockEpoch\") = 'integer'");
                    table.CheckConstraint("CK_installation_PeopleVersion_type", "typeof(\"PeopleVersion\") = 'integer'");
                    table.CheckConstraint("CK_installation_PolicyVersion_type", "typeof(\"PolicyVersion\") = 'integer'");
                    table.CheckConstraint("CK_installation_SoloEndedAt_type", "\"SoloEndedAt\" IS NULL OR (typeof(\"SoloEndedAt\") = 'integer' AND \"SoloEndedAt\" BETWEEN 0 AND 253402300799999)");
                });

            migrationBuilder.CreateTable(
                name: "locks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: true),
                    TargetId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Resource = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    PlacedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    PlacedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    LiftedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LiftedBy = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_locks", x => x.Id);
                    table.CheckConstraint("CK_locks_Id_type", "\"Id\" LIKE '________-____-____-____-____________' AND \"Id\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_locks_LiftedAt_type", "\"LiftedAt\" IS NULL OR (typeof(\"LiftedAt\") = 'integer' AND \"LiftedAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_locks_LiftedBy_type", "\"LiftedBy\" IS NULL OR (\"LiftedBy\" LIKE '________-____-____-____-____________' AND \"LiftedBy\" NOT GLOB '*[^0-9A-F-]*')");
                    table.CheckConstraint("CK_locks_PersonId_type", "\"PersonId\" IS NULL OR (\"PersonId\" LIKE '________-____-____-____-____________' AND \"PersonId\" NOT GLOB '*[^0-9A-F-]*')");
                    table.CheckConstraint("CK_locks_PlacedAt_type", "typeof(\"PlacedAt\") = 'integer' AND \"PlacedAt\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_locks_PlacedBy_type", "\"PlacedBy\" LIKE '________-____-____-____-____________' AND \"PlacedBy\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_locks_second_person", "\"LiftedBy\" IS NULL OR (\"LiftedBy\" <> \"PlacedBy\" AND (\"PersonId\" IS NULL OR \"LiftedBy\" <> \"PersonId\"))");
                    table.CheckConstraint("CK_locks_TargetId_type", "\"TargetId\" IS NULL OR (\"TargetId\" LIKE '________-____-____-____-____________' AND \"TargetId\" NOT GLOB '*[^0-9A-F-]*')");
                });

            migrationBuilder.CreateTable(
                name: "logout_tokens",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ForgetAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_logout_tokens", x => x.Id);
                    table.CheckConstraint("CK_logout_tokens_ForgetAt_type", "typeof(\"ForgetAt\") = 'integer' AND \"ForgetAt\" BETWEEN 0 AND 253402300799999");
                });

            migrationBuilder.CreateTable(
                name: "notice_cursor",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    FirstWarnedUntil = table.Column<long>(type: "INTEGER", nullable: false),
                    FirstWarnedGrant = table.Column<Guid>(type: "TEXT", nullable: false),
                    LastWarnedUntil = table.Column<long>(type: "INTEGER", nullable: false),
                    LastWarnedGrant = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notice_cursor", x => x.Id);
                    table.CheckConstraint("CK_notice_cursor_FirstWarnedGrant_type", "\"FirstWarnedGrant\" LIKE '________-____-____-____-____________' AND \"FirstWarnedGrant\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_notice_cursor_FirstWarnedUntil_type", "typeof(\"FirstWarnedUntil\") = 'integer' AND \"FirstWarnedUntil\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_notice_cursor_Id_type", "typeof(\"Id\") = 'integer'");
                    table.CheckConstraint("CK_notice_cursor_LastWarnedGrant_type", "\"LastWarnedGrant\" LIKE '________-____-____-____-____________' AND \"LastWarnedGrant\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_notice_cursor_LastWarnedUntil_type", "typeof(\"LastWarnedUntil\") = 'integer' AND \"LastWarnedUntil\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_notice_cursor_Number_type", "typeof(\"Number\") = 'integer'");
                    table.CheckConstraint("CK_notice_cursor_Sequence_type", "typeof(\"Sequence\") = 'integer'");
                });

            migrationBuilder.CreateTable(
                name: "notice_settings",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Zone = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    MailOff = table.Column<int>(type: "INTEGER", nullable: true),
                    TestedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notice_settings", x => x.PersonId);
                    table.CheckConstraint("CK_notice_settings_MailOff_type", "\"MailOff\" IS NULL OR (typeof(\"MailOff\") = 'integer')");
                    table.CheckConstraint("CK_notice_settings_PersonId_type", "\"PersonId\" LIKE '________-____-____-____-____________' AND \"PersonId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_notice_settings_TestedAt_type", "\"TestedAt\" IS NULL OR (typeof(\"TestedAt\") = 'integer' AND \"TestedAt\" BETWEEN 0 AND 253402300799999)");
                });

            migrationBuilder.CreateTable(
                name: "notices",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Occasion = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    ActorId = table.Column<Guid>(type: "TEXT", nullable: true),
                    AboutId = table.Column<Guid>(type: "TEXT", nullable: true),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: true),
                    GrantId = table.Column<Guid>(type: "TEXT", nullable: true),
                    TargetId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Facts = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    SeenAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notices", x => x.Number);
                    table.CheckConstraint("CK_notices_AboutId_type", "\"AboutId\" IS NULL OR (\"AboutId\" LIKE '________-____-____-____-____________' AND \"AboutId\" NOT GLOB '*[^0-9A-F-]*')");
                    table.CheckConstraint("CK_notices_ActorId_type", "\"ActorId\" IS NULL OR (\"ActorId\" LIKE '________-____-____-____-____________' AND \"ActorId\" NOT GLOB '*[^0-9A-F-]*')");
                    table.CheckConstraint("CK_notices_At_type", "typeof(\"At\") = 'integer' AND \"At\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_notices_GrantId_type", "\"GrantId\" IS NULL OR (\"GrantId\" LIKE '________-____-____-____-____________' AND \"GrantId\" NOT GLOB '*[^0-9A-F-]*')");
                    table.CheckConstraint("CK_notices_Kind_type", "typeof(\"Kind\") = 'integer'");
                    table.CheckConstraint("CK_notices_Number_type", "typeof(\"Number\") = 'integer'");
                    table.CheckConstraint("CK_notices_PersonId_type", "\"PersonId\" LIKE '________-____-____-____-____________' AND \"PersonId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_notices_RequestId_type", "\"RequestId\" IS NULL OR (\"RequestId\" LIKE '________-____-____-____-____________' AND \"RequestId\" NOT GLOB '*[^0-9A-F-]*')");
                    table.CheckConstraint("CK_notices_SeenAt_type", "\"SeenAt\" IS NULL OR (typeof(\"SeenAt\") = 'integer' AND \"SeenAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_notices_TargetId_type", "\"TargetId\" IS NULL OR (\"TargetId\" LIKE '________-____-____-____-____________' AND \"TargetId\" NOT GLOB '*[^0-9A-F-]*')");
                });

            migrationBuilder.CreateTable(
                name: "people",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    IsWorkload = table.Column<bool>(type: "INTEGER", nullable: false),
                    OwnerId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ManagerId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ManagerIsSet = table.Column<bool>(type: "INTEGER", nullable: false),
                    Roles = table.Column<int>(type: "INTEGER", nullable: false),
                    GroupsLeftOut = table.Column<bool>(type: "INTEGER", nullable: false),
                    Groups = table.Column<string>(type: "TEXT", maxLength: 100000, nullable: true),
                    Claims = table.Column<string>(type: "TEXT", maxLength: 100000, nullable: true),
                    Attributes = table.Column<string>(type: "TEXT", maxLength: 100000, nullable: true),
                    FactsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DisabledAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ErasedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_people", x => x.Id);
                    table.CheckConstraint("CK_people_DisabledAt_type", "\"DisabledAt\" IS NULL OR (typeof(\"DisabledAt\") = 'integer' AND \"DisabledAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_people_ErasedAt_type", "\"ErasedAt\" IS NULL OR (typeof(\"ErasedAt\") = 'integer' AND \"ErasedAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_people_FactsAt_type", "typeof(\"FactsAt\") = 'integer' AND \"FactsAt\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_people_GroupsLeftOut_type", "typeof(\"GroupsLeftOut\") = 'integer'");
                    table.CheckConstraint("CK_people_Id_type", "\"Id\" LIKE '________-____-____-____-____________' AND \"Id\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_people_IsWorkload_type", "typeof(\"IsWorkload\") = 'integer'");
                    table.CheckConstraint("CK_people_ManagerId_type", "\"ManagerId\" IS NULL OR (\"ManagerId\" LIKE '________-____-____-____-____________' AND \"ManagerId\" NOT GLOB '*[^0-9A-F-]*')");
                    table.CheckConstraint("CK_people_ManagerIsSet_type", "typeof(\"ManagerIsSet\") = 'integer'");
                    table.CheckConstraint("CK_people_not_own_manager", "\"ManagerId\" IS NULL OR \"ManagerId\" <> \"Id\"");
                    table.CheckConstraint("CK_people_OwnerId_type", "\"OwnerId\" IS NULL OR (\"OwnerId\" LIKE '________-____-____-____-____________' AND \"OwnerId\" NOT GLOB '*[^0-9A-F-]*')");
                    table.CheckConstraint("CK_people_Roles_type", "typeof(\"Roles\") = 'integer'");
                    table.ForeignKey(
                        name: "FK_people_people_ManagerId",
                        column: x => x.ManagerId,
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_people_people_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "person_keys",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Box = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_person_keys", x => x.PersonId);
                    table.CheckConstraint("CK_person_keys_PersonId_type", "\"PersonId\" LIKE '________-____-____-____-____________' AND \"PersonId\" NOT GLOB '*[^0-9A-F-]*'");
                });

            migrationBuilder.CreateTable(
                name: "policies",
                columns: table => new
                {
                    PolicyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Document = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: false),
                    PublishedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EditedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    ConfirmedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    ReplacedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_policies", x => new { x.PolicyId, x.Version });
                    table.CheckConstraint("CK_policies_ConfirmedById_type", "\"ConfirmedById\" IS NULL OR (\"ConfirmedById\" LIKE '________-____-____-____-____________' AND \"ConfirmedById\" NOT GLOB '*[^0-9A-F-]*')");
                    table.CheckConstraint("CK_policies_EditedById_type", "\"EditedById\" IS NULL OR (\"EditedById\" LIKE '________-____-____-____-____________' AND \"EditedById\" NOT GLOB '*[^0-9A-F-]*')");
                    table.CheckConstraint("CK_policies_PolicyId_type", "\"PolicyId\" LIKE '________-____-____-____-____________' AND \"PolicyId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_policies_PublishedAt_type", "typeof(\"PublishedAt\") = 'integer' AND \"PublishedAt\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_policies_ReplacedAt_type", "\"ReplacedAt\" IS NULL OR (typeof(\"ReplacedAt\") = 'integer' AND \"ReplacedAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_policies_Version_type", "typeof(\"Version\") = 'integer'");
                });

            migrationBuilder.CreateTable(
                name: "policy_drafts",
                columns: table => new
                {
                    PolicyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Document = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: false),
                    BaseVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Revision = table.Column<long>(type: "INTEGER", nullable: false),
                    Retires = table.Column<bool>(type: "INTEGER", nullable: false),
                    EditedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    EditedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ProposedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_policy_drafts", x => x.PolicyId);
                    table.CheckConstraint("CK_policy_drafts_BaseVersion_type", "typeof(\"BaseVersion\") = 'integer'");
                    table.CheckConstraint("CK_policy_drafts_EditedAt_type", "typeof(\"EditedAt\") = 'integer' AND \"EditedAt\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_policy_drafts_EditedById_type", "\"EditedById\" LIKE '________-____-____-____-____________' AND \"EditedById\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_policy_drafts_PolicyId_type", "\"PolicyId\" LIKE '________-____-____-____-____________' AND \"PolicyId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_policy_drafts_ProposedAt_type", "\"ProposedAt\" IS NULL OR (typeof(\"ProposedAt\") = 'integer' AND \"ProposedAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_policy_drafts_Retires_type", "typeof(\"Retires\") = 'integer'");
                    table.CheckConstraint("CK_policy_drafts_Revision_type", "typeof(\"Revision\") = 'integer'");
                });

            migrationBuilder.CreateTable(
                name: "secrets",
                columns: table => new
                {
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    OwnerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Box = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_secrets", x => new { x.Purpose, x.OwnerId });
                    table.CheckConstraint("CK_secrets_OwnerId_type", "\"OwnerId\" LIKE '________-____-____-____-____________' AND \"OwnerId\" NOT GLOB '*[^0-9A-F-]*'");
                });

            migrationBuilder.CreateTable(
                name: "setup_codes",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_setup_codes", x => x.Id);
                    table.CheckConstraint("CK_setup_codes_EndsAt_type", "typeof(\"EndsAt\") = 'integer' AND \"EndsAt\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_setup_codes_Id_type", "typeof(\"Id\") = 'integer'");
                });

            migrationBuilder.CreateTable(
                name: "subject_states",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_subject_states", x => x.PersonId);
                    table.CheckConstraint("CK_subject_states_PersonId_type", "\"PersonId\" LIKE '________-____-____-____-____________' AND \"PersonId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_subject_states_Version_type", "typeof(\"Version\") = 'integer'");
                });

            migrationBuilder.CreateTable(
                name: "target_accounts",
                columns: table => new
                {
                    TargetId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_target_accounts", x => new { x.TargetId, x.PersonId });
                    table.CheckConstraint("CK_target_accounts_PersonId_type", "\"PersonId\" LIKE '________-____-____-____-____________' AND \"PersonId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_target_accounts_TargetId_type", "\"TargetId\" LIKE '________-____-____-____-____________' AND \"TargetId\" NOT GLOB '*[^0-9A-F-]*'");
                });

            migrationBuilder.CreateTable(
                name: "targets",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Settings = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: false),
                    Unavailable = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    RetiredAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LastOkAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FailingSince = table.Column<long>(type: "INTEGER", nullable: true),
                    ToldFailingSince = table.Column<long>(type: "INTEGER", nullable: true),
                    LastError = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_targets", x => x.Id);
                    table.CheckConstraint("CK_targets_FailingSince_type", "\"FailingSince\" IS NULL OR (typeof(\"FailingSince\") = 'integer' AND \"FailingSince\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_targets_Id_type", "\"Id\" LIKE '________-____-____-____-____________' AND \"Id\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_targets_LastOkAt_type", "\"LastOkAt\" IS NULL OR (typeof(\"LastOkAt\") = 'integer' AND \"LastOkAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_targets_RetiredAt_type", "\"RetiredAt\" IS NULL OR (typeof(\"RetiredAt\") = 'integer' AND \"RetiredAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_targets_ToldFailingSince_type", "\"ToldFailingSince\" IS NULL OR (typeof(\"ToldFailingSince\") = 'integer' AND \"ToldFailingSince\" BETWEEN 0 AND 253402300799999)");
                });

            migrationBuilder.CreateTable(
                name: "deliveries",
                columns: table => new
                {
                    Notice = table.Column<long>(type: "INTEGER", nullable: false),
                    Channel = table.Column<int>(type: "INTEGER", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SettledAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    NextAttemptAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastError = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    ClaimId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ClaimUntil = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deliveries", x => new { x.Notice, x.Channel });
                    table.CheckConstraint("CK_deliveries_Attempts_type", "typeof(\"Attempts\") = 'integer'");
                    table.CheckConstraint("CK_deliveries_Channel_type", "typeof(\"Channel\") = 'integer'");
                    table.CheckConstraint("CK_deliveries_ClaimId_type", "\"ClaimId\" IS NULL OR (\"ClaimId\" LIKE '________-____-____-____-____________' AND \"ClaimId\" NOT GLOB '*[^0-9A-F-]*')");
                    table.CheckConstraint("CK_deliveries_ClaimUntil_type", "\"ClaimUntil\" IS NULL OR (typeof(\"ClaimUntil\") = 'integer' AND \"ClaimUntil\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_deliveries_CreatedAt_type", "typeof(\"CreatedAt\") = 'integer' AND \"CreatedAt\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_deliveries_NextAttemptAt_type", "typeof(\"NextAttemptAt\") = 'integer' AND \"NextAttemptAt\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_deliveries_Notice_type", "typeof(\"Notice\") = 'integer'");
                    table.CheckConstraint("CK_deliveries_PersonId_type", "\"PersonId\" LIKE '________-____-____-____-____________' AND \"PersonId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_deliveries_SettledAt_type", "\"SettledAt\" IS NULL OR (typeof(\"SettledAt\") = 'integer' AND \"SettledAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_deliveries_State_type", "typeof(\"State\") = 'integer'");
                    table.ForeignKey(
                        name: "FK_deliveries_notices_Notice",
                        column: x => x.Notice,
                        principalTable: "notices",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "appointments",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ById = table.Column<Guid>(type: "TEXT", nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_appointments", x => x.PersonId);
                    table.CheckConstraint("CK_appointments_At_type", "typeof(\"At\") = 'integer' AND \"At\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_appointments_ById_type", "\"ById\" IS NULL OR (\"ById\" LIKE '________-____-____-____-____________' AND \"ById\" NOT GLOB '*[^0-9A-F-]*')");
                    table.CheckConstraint("CK_appointments_not_own", "\"ById\" <> \"PersonId\"");
                    table.CheckConstraint("CK_appointments_PersonId_type", "\"PersonId\" LIKE '________-____-____-____-____________' AND \"PersonId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.ForeignKey(
                        name: "FK_appointments_people_PersonId",
                        column: x => x.PersonId,
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "delegations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DelegateId = table.Column<Guid>(type: "TEXT", nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_delegations", x => x.Id);
                    table.CheckConstraint("CK_delegations_DelegateId_type", "\"DelegateId\" LIKE '________-____-____-____-____________' AND \"DelegateId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_delegations_From_type", "typeof(\"From\") = 'integer' AND \"From\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_delegations_Id_type", "\"Id\" LIKE '________-____-____-____-____________' AND \"Id\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_delegations_MadeAt_type", "typeof(\"MadeAt\") = 'integer' AND \"MadeAt\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_delegations_not_self", "\"DelegateId\" <> \"PersonId\"");
                    table.CheckConstraint("CK_delegations_PersonId_type", "\"PersonId\" LIKE '________-____-____-____-____________' AND \"PersonId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_delegations_Until_type", "typeof(\"Until\") = 'integer' AND \"Until\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_delegations_window", "\"Until\" >= \"From\"");
                    table.ForeignKey(
                        name: "FK_delegations_people_DelegateId",
                        column: x => x.DelegateId,
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_delegations_people_PersonId",
                        column: x => x.PersonId,
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "kept_actions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    StateHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Level = table.Column<int>(type: "INTEGER", nullable: false),
                    Action = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: false),
                    KeptAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UsedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Refusal = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kept_actions", x => x.Id);
                    table.CheckConstraint("CK_kept_actions_EndsAt_type", "typeof(\"EndsAt\") = 'integer' AND \"EndsAt\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_kept_actions_Id_type", "\"Id\" LIKE '________-____-____-____-____________' AND \"Id\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_kept_actions_KeptAt_type", "typeof(\"KeptAt\") = 'integer' AND \"KeptAt\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_kept_actions_Level_type", "typeof(\"Level\") = 'integer'");
                    table.CheckConstraint("CK_kept_actions_PersonId_type", "\"PersonId\" LIKE '________-____-____-____-____________' AND \"PersonId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_kept_actions_SessionId_type", "\"SessionId\" LIKE '________-____-____-____-____________' AND \"SessionId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_kept_actions_UsedAt_type", "\"UsedAt\" IS NULL OR (typeof(\"UsedAt\") = 'integer' AND \"UsedAt\" BETWEEN 0 AND 253402300799999)");
                    table.ForeignKey(
                        name: "FK_kept_actions_people_PersonId",
                        column: x => x.PersonId,
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "logins",
                columns: table => new
                {
                    Issuer = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_logins", x => new { x.Issuer, x.Subject });
                    table.CheckConstraint("CK_logins_PersonId_type", "\"PersonId\" LIKE '________-____-____-____-____________' AND \"PersonId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.ForeignKey(
                        name: "FK_logins_people_PersonId",
                        column: x => x.PersonId,
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    KeyHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Issuer = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    IssuerSession = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    SignedInAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Ticket = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sessions", x => x.Id);
                    table.CheckConstraint("CK_sessions_EndsAt_type", "typeof(\"EndsAt\") = 'integer' AND \"EndsAt\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_sessions_Id_type", "\"Id\" LIKE '________-____-____-____-____________' AND \"Id\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_sessions_PersonId_type", "\"PersonId\" LIKE '________-____-____-____-____________' AND \"PersonId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_sessions_SignedInAt_type", "typeof(\"SignedInAt\") = 'integer' AND \"SignedInAt\" BETWEEN 0 AND 253402300799999");
                    table.ForeignKey(
                        name: "FK_sessions_people_PersonId",
                        column: x => x.PersonId,
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_reports",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Report = table.Column<byte[]>(type: "BLOB", nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sign_in_reports", x => x.PersonId);
                    table.CheckConstraint("CK_sign_in_reports_MadeAt_type", "typeof(\"MadeAt\") = 'integer' AND \"MadeAt\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_sign_in_reports_PersonId_type", "\"PersonId\" LIKE '________-____-____-____-____________' AND \"PersonId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.ForeignKey(
                        name: "FK_sign_in_reports_people_PersonId",
                        column: x => x.PersonId,
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "entitlements",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TargetId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Resource = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Description = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Right = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Tags = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    OwnerGroup = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    RetiredAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_entitlements", x => x.Id);
                    table.CheckConstraint("CK_entitlements_Id_type", "\"Id\" LIKE '________-____-____-____-____________' AND \"Id\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_entitlements_RetiredAt_type", "\"RetiredAt\" IS NULL OR (typeof(\"RetiredAt\") = 'integer' AND \"RetiredAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_entitlements_TargetId_type", "\"TargetId\" LIKE '________-____-____-____-____________' AND \"TargetId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.ForeignKey(
                        name: "FK_entitlements_targets_TargetId",
                        column: x => x.TargetId,
                        principalTable: "targets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "entitlement_owners",
                columns: table => new
                {
                    EntitlementId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_entitlement_owners", x => new { x.EntitlementId, x.PersonId });
                    table.CheckConstraint("CK_entitlement_owners_EntitlementId_type", "\"EntitlementId\" LIKE '________-____-____-____-____________' AND \"EntitlementId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_entitlement_owners_PersonId_type", "\"PersonId\" LIKE '________-____-____-____-____________' AND \"PersonId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_entitlement_owners_Since_type", "typeof(\"Since\") = 'integer' AND \"Since\" BETWEEN 0 AND 253402300799999");
                    table.ForeignKey(
                        name: "FK_entitlement_owners_entitlements_EntitlementId",
                        column: x => x.EntitlementId,
                        principalTable: "entitlements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_entitlement_owners_people_PersonId",
                        column: x => x.PersonId,
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "requests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    EntitlementId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequesterId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ResponsibleId = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Stage = table.Column<int>(type: "INTEGER", nullable: false),
                    StageBeganAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EscalatesAt = table.Column<long>(type: "INTEGER", nullable: true),
                    RemindsAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Asked = table.Column<long>(type: "INTEGER", nullable: false),
                    Allowed = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Ticket = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Emergency = table.Column<bool>(type: "INTEGER", nullable: false),
                    PublicKey = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: true),
                    SourceAddress = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    AssuranceLevel = table.Column<int>(type: "INTEGER", nullable: false),
                    SignedInAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ExtendsGrantId = table.Column<Guid>(type: "TEXT", nullable: true),
                    FiledAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LapsesAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    RemindedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    PolicyVersion = table.Column<long>(type: "INTEGER", nullable: false),
                    Verdict = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: false),
                    AddedStages = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: true),
                    Addressees = table.Column<string>(type: "TEXT", maxLength: 100000, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    IdempotencyKey = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_requests", x => x.Id);
                    table.UniqueConstraint("AK_requests_Id_RequesterId_ResponsibleId", x => new { x.Id, x.RequesterId, x.ResponsibleId });
                    table.CheckConstraint("CK_requests_Allowed_type", "typeof(\"Allowed\") = 'integer'");
                    table.CheckConstraint("CK_requests_Asked_type", "typeof(\"Asked\") = 'integer'");
                    table.CheckConstraint("CK_requests_AssuranceLevel_type", "typeof(\"AssuranceLevel\") = 'integer'");
                    table.CheckConstraint("CK_requests_DecidedAt_type", "\"DecidedAt\" IS NULL OR (typeof(\"DecidedAt\") = 'integer' AND \"DecidedAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_requests_Emergency_type", "typeof(\"Emergency\") = 'integer'");
                    table.CheckConstraint("CK_requests_EntitlementId_type", "\"EntitlementId\" LIKE '________-____-____-____-____________' AND \"EntitlementId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_requests_EscalatesAt_type", "\"EscalatesAt\" IS NULL OR (typeof(\"EscalatesAt\") = 'integer' AND \"EscalatesAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_requests_ExtendsGrantId_type", "\"ExtendsGrantId\" IS NULL OR (\"ExtendsGrantId\" LIKE '________-____-____-____-____________' AND \"ExtendsGrantId\" NOT GLOB '*[^0-9A-F-]*')");
                    table.CheckConstraint("CK_requests_FiledAt_type", "typeof(\"FiledAt\") = 'integer' AND \"FiledAt\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_requests_Id_type", "\"Id\" LIKE '________-____-____-____-____________' AND \"Id\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_requests_LapsesAt_type", "\"LapsesAt\" IS NULL OR (typeof(\"LapsesAt\") = 'integer' AND \"LapsesAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_requests_Number_type", "typeof(\"Number\") = 'integer'");
                    table.CheckConstraint("CK_requests_PolicyVersion_type", "typeof(\"PolicyVersion\") = 'integer'");
                    table.CheckConstraint("CK_requests_RemindedAt_type", "\"RemindedAt\" IS NULL OR (typeof(\"RemindedAt\") = 'integer' AND \"RemindedAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_requests_RemindsAt_type", "\"RemindsAt\" IS NULL OR (typeof(\"RemindsAt\") = 'integer' AND \"RemindsAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_requests_RequesterId_type", "\"RequesterId\" LIKE '________-____-____-____-____________' AND \"RequesterId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_requests_ResponsibleId_type", "\"ResponsibleId\" LIKE '________-____-____-____-____________' AND \"ResponsibleId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_requests_SignedInAt_type", "\"SignedInAt\" IS NULL OR (typeof(\"SignedInAt\") = 'integer' AND \"SignedInAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_requests_Stage_type", "typeof(\"Stage\") = 'integer'");
                    table.CheckConstraint("CK_requests_StageBeganAt_type", "typeof(\"StageBeganAt\") = 'integer' AND \"StageBeganAt\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_requests_State_type", "typeof(\"State\") = 'integer'");
                    table.CheckConstraint("CK_requests_Version_type", "typeof(\"Version\") = 'integer'");
                    table.ForeignKey(
                        name: "FK_requests_entitlements_EntitlementId",
                        column: x => x.EntitlementId,
                        principalTable: "entitlements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_requests_people_RequesterId",
                        column: x => x.RequesterId,
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "decisions",
                columns: table => new
                {
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ApproverId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequesterId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ResponsibleId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SeatId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Basis = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Stage = table.Column<int>(type: "INTEGER", nullable: false),
                    Approves = table.Column<bool>(type: "INTEGER", nullable: false),
                    Duration = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_decisions", x => new { x.RequestId, x.ApproverId });
                    table.CheckConstraint("CK_decisions_ApproverId_type", "\"ApproverId\" LIKE '________-____-____-____-____________' AND \"ApproverId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_decisions_Approves_type", "typeof(\"Approves\") = 'integer'");
                    table.CheckConstraint("CK_decisions_At_type", "typeof(\"At\") = 'integer' AND \"At\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_decisions_Duration_type", "typeof(\"Duration\") = 'integer'");
                    table.CheckConstraint("CK_decisions_not_own", "\"ApproverId\" <> \"RequesterId\" AND \"ApproverId\" <> \"ResponsibleId\" AND \"SeatId\" <> \"RequesterId\" AND \"SeatId\" <> \"ResponsibleId\"");
                    table.CheckConstraint("CK_decisions_RequesterId_type", "\"RequesterId\" LIKE '________-____-____-____-____________' AND \"RequesterId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_decisions_RequestId_type", "\"RequestId\" LIKE '________-____-____-____-____________' AND \"RequestId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_decisions_ResponsibleId_type", "\"ResponsibleId\" LIKE '________-____-____-____-____________' AND \"ResponsibleId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_decisions_SeatId_type", "\"SeatId\" LIKE '________-____-____-____-____________' AND \"SeatId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_decisions_Stage_type", "typeof(\"Stage\") = 'integer'");
                    table.ForeignKey(
                        name: "FK_decisions_requests_RequestId_RequesterId_ResponsibleId",
                        columns: x => new { x.RequestId, x.RequesterId, x.ResponsibleId },
                        principalTable: "requests",
                        principalColumns: new[] { "Id", "RequesterId", "ResponsibleId" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "grants",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    EntitlementId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TargetId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Principal = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Mode = table.Column<int>(type: "INTEGER", nullable: false),
                    Right = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: false),
                    PublicKey = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: true),
                    SourceAddress = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    Duration = table.Column<long>(type: "INTEGER", nullable: false),
                    ApprovedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LatestStart = table.Column<long>(type: "INTEGER", nullable: false),
                    HoldingId = table.Column<Guid>(type: "TEXT", nullable: true),
                    IntendedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ActiveAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Verifier = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: true),
                    HasSecret = table.Column<bool>(type: "INTEGER", nullable: false),
                    RevealedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Rotations = table.Column<int>(type: "INTEGER", nullable: false),
                    NextVerifier = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: true),
                    ClaimId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ClaimUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    Fence = table.Column<long>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    NextAttemptAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LastError = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    Quarantine = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    EndReason = table.Column<int>(type: "INTEGER", nullable: true),
                    RevokingAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Evidence = table.Column<int>(type: "INTEGER", nullable: false),
                    EvidenceWords = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    ResidualUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    AlarmedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ForceAskedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    ForceAskedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ForceReason = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    ForceAgreedBy = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_grants", x => x.Id);
                    table.CheckConstraint("CK_grants_ActiveAt_type", "\"ActiveAt\" IS NULL OR (typeof(\"ActiveAt\") = 'integer' AND \"ActiveAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_grants_AlarmedAt_type", "\"AlarmedAt\" IS NULL OR (typeof(\"AlarmedAt\") = 'integer' AND \"AlarmedAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_grants_ApprovedAt_type", "typeof(\"ApprovedAt\") = 'integer' AND \"ApprovedAt\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_grants_Attempts_type", "typeof(\"Attempts\") = 'integer'");
                    table.CheckConstraint("CK_grants_ClaimId_type", "\"ClaimId\" IS NULL OR (\"ClaimId\" LIKE '________-____-____-____-____________' AND \"ClaimId\" NOT GLOB '*[^0-9A-F-]*')");
                    table.CheckConstraint("CK_grants_ClaimUntil_type", "\"ClaimUntil\" IS NULL OR (typeof(\"ClaimUntil\") = 'integer' AND \"ClaimUntil\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_grants_Duration_type", "typeof(\"Duration\") = 'integer'");
                    table.CheckConstraint("CK_grants_EndedAt_type", "\"EndedAt\" IS NULL OR (typeof(\"EndedAt\") = 'integer' AND \"EndedAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_grants_EndReason_type", "\"EndReason\" IS NULL OR (typeof(\"EndReason\") = 'integer')");
                    table.CheckConstraint("CK_grants_EndsAt_type", "\"EndsAt\" IS NULL OR (typeof(\"EndsAt\") = 'integer' AND \"EndsAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_grants_EntitlementId_type", "\"EntitlementId\" LIKE '________-____-____-____-____________' AND \"EntitlementId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_grants_Evidence_type", "typeof(\"Evidence\") = 'integer'");
                    table.CheckConstraint("CK_grants_Fence_type", "typeof(\"Fence\") = 'integer'");
                    table.CheckConstraint("CK_grants_force_takes_two", "(\"Evidence\" = 6) = (\"ForceAgreedBy\" IS NOT NULL) AND (\"ForceAgreedBy\" IS NULL OR (\"ForceAskedBy\" IS NOT NULL AND \"ForceAskedBy\" <> \"ForceAgreedBy\"))");
                    table.CheckConstraint("CK_grants_ForceAgreedBy_type", "\"ForceAgreedBy\" IS NULL OR (\"ForceAgreedBy\" LIKE '________-____-____-____-____________' AND \"ForceAgreedBy\" NOT GLOB '*[^0-9A-F-]*')");
                    table.CheckConstraint("CK_grants_ForceAskedAt_type", "\"ForceAskedAt\" IS NULL OR (typeof(\"ForceAskedAt\") = 'integer' AND \"ForceAskedAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_grants_ForceAskedBy_type", "\"ForceAskedBy\" IS NULL OR (\"ForceAskedBy\" LIKE '________-____-____-____-____________' AND \"ForceAskedBy\" NOT GLOB '*[^0-9A-F-]*')");
                    table.CheckConstraint("CK_grants_HasSecret_type", "typeof(\"HasSecret\") = 'integer'");
                    table.CheckConstraint("CK_grants_HoldingId_type", "\"HoldingId\" IS NULL OR (\"HoldingId\" LIKE '________-____-____-____-____________' AND \"HoldingId\" NOT GLOB '*[^0-9A-F-]*')");
                    table.CheckConstraint("CK_grants_Id_type", "\"Id\" LIKE '________-____-____-____-____________' AND \"Id\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_grants_IntendedAt_type", "\"IntendedAt\" IS NULL OR (typeof(\"IntendedAt\") = 'integer' AND \"IntendedAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_grants_LatestStart_type", "typeof(\"LatestStart\") = 'integer' AND \"LatestStart\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_grants_Mode_type", "typeof(\"Mode\") = 'integer'");
                    table.CheckConstraint("CK_grants_NextAttemptAt_type", "\"NextAttemptAt\" IS NULL OR (typeof(\"NextAttemptAt\") = 'integer' AND \"NextAttemptAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_grants_open_has_end", "\"State\" NOT IN (2, 3) OR \"EndsAt\" IS NOT NULL");
                    table.CheckConstraint("CK_grants_PersonId_type", "\"PersonId\" LIKE '________-____-____-____-____________' AND \"PersonId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_grants_RequestId_type", "\"RequestId\" LIKE '________-____-____-____-____________' AND \"RequestId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_grants_ResidualUntil_type", "\"ResidualUntil\" IS NULL OR (typeof(\"ResidualUntil\") = 'integer' AND \"ResidualUntil\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_grants_RevealedAt_type", "\"RevealedAt\" IS NULL OR (typeof(\"RevealedAt\") = 'integer' AND \"RevealedAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_grants_RevokingAt_type", "\"RevokingAt\" IS NULL OR (typeof(\"RevokingAt\") = 'integer' AND \"RevokingAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_grants_Rotations_type", "typeof(\"Rotations\") = 'integer'");
                    table.CheckConstraint("CK_grants_state", "\"State\" BETWEEN 1 AND 5");
                    table.CheckConstraint("CK_grants_State_type", "typeof(\"State\") = 'integer'");
                    table.CheckConstraint("CK_grants_TargetId_type", "\"TargetId\" LIKE '________-____-____-____-____________' AND \"TargetId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_grants_work_has_time", "\"State\" NOT IN (1, 4) OR \"NextAttemptAt\" IS NOT NULL");
                    table.ForeignKey(
                        name: "FK_grants_requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "post_reviews",
                columns: table => new
                {
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    HolderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ResponsibleId = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Told = table.Column<int>(type: "INTEGER", nullable: false),
                    Explanation = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    ExplainedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ReviewerId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Finding = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    ReviewedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_post_reviews", x => x.RequestId);
                    table.CheckConstraint("CK_post_reviews_by_somebody", "\"State\" NOT IN (2, 3) OR \"ReviewerId\" IS NOT NULL");
                    table.CheckConstraint("CK_post_reviews_DueAt_type", "typeof(\"DueAt\") = 'integer' AND \"DueAt\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_post_reviews_ExplainedAt_type", "\"ExplainedAt\" IS NULL OR (typeof(\"ExplainedAt\") = 'integer' AND \"ExplainedAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_post_reviews_HolderId_type", "\"HolderId\" LIKE '________-____-____-____-____________' AND \"HolderId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_post_reviews_not_own", "\"ReviewerId\" IS NULL OR (\"ReviewerId\" <> \"HolderId\" AND \"ReviewerId\" <> \"ResponsibleId\")");
                    table.CheckConstraint("CK_post_reviews_RequestId_type", "\"RequestId\" LIKE '________-____-____-____-____________' AND \"RequestId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_post_reviews_ResponsibleId_type", "\"ResponsibleId\" LIKE '________-____-____-____-____________' AND \"ResponsibleId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_post_reviews_ReviewedAt_type", "\"ReviewedAt\" IS NULL OR (typeof(\"ReviewedAt\") = 'integer' AND \"ReviewedAt\" BETWEEN 0 AND 253402300799999)");
                    table.CheckConstraint("CK_post_reviews_ReviewerId_type", "\"ReviewerId\" IS NULL OR (\"ReviewerId\" LIKE '________-____-____-____-____________' AND \"ReviewerId\" NOT GLOB '*[^0-9A-F-]*')");
                    table.CheckConstraint("CK_post_reviews_State_type", "typeof(\"State\") = 'integer'");
                    table.CheckConstraint("CK_post_reviews_Told_type", "typeof(\"Told\") = 'integer'");
                    table.ForeignKey(
                        name: "FK_post_reviews_requests_RequestId_HolderId_ResponsibleId",
                        columns: x => new { x.RequestId, x.HolderId, x.ResponsibleId },
                        principalTable: "requests",
                        principalColumns: new[] { "Id", "RequesterId", "ResponsibleId" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "leases",
                columns: table => new
                {
                    GrantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    NotBefore = table.Column<long>(type: "INTEGER", nullable: false),
                    NotAfter = table.Column<long>(type: "INTEGER", nullable: false),
                    Serial = table.Column<long>(type: "INTEGER", nullable: false),
                    Material = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_leases", x => new { x.GrantId, x.Ordinal });
                    table.CheckConstraint("CK_leases_GrantId_type", "\"GrantId\" LIKE '________-____-____-____-____________' AND \"GrantId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_leases_NotAfter_type", "typeof(\"NotAfter\") = 'integer' AND \"NotAfter\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_leases_NotBefore_type", "typeof(\"NotBefore\") = 'integer' AND \"NotBefore\" BETWEEN 0 AND 253402300799999");
                    table.CheckConstraint("CK_leases_Ordinal_type", "typeof(\"Ordinal\") = 'integer'");
                    table.CheckConstraint("CK_leases_RequestId_type", "\"RequestId\" LIKE '________-____-____-____-____________' AND \"RequestId\" NOT GLOB '*[^0-9A-F-]*'");
                    table.CheckConstraint("CK_leases_Serial_type", "typeof(\"Serial\") = 'integer'");
                    table.CheckConstraint("CK_leases_State_type", "typeof(\"State\") = 'integer'");
                    table.ForeignKey(
                        name: "FK_leases_grants_GrantId",
                        column: x => x.GrantId,
                        principalTable: "grants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_api_calls_StartedAt",
                table: "api_calls",
                column: "StartedAt");

            migrationBuilder.CreateIndex(
                name: "IX_audit_GrantId",
                table: "audit",
                column: "GrantId");

            migrationBuilder.CreateIndex(
                name: "IX_audit_RequestId",
                table: "audit",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_audit_Type_At",
                table: "audit",
                columns: new[] { "Type", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_personal_PersonId",
                table: "audit_personal",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_decisions_At",
                table: "decisions",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_decisions_RequestId_RequesterId_ResponsibleId",
                table: "decisions",
                columns: new[] { "RequestId", "RequesterId", "ResponsibleId" });

            migrationBuilder.CreateIndex(
                name: "IX_decisions_RequestId_SeatId",
                table: "decisions",
                columns: new[] { "RequestId", "SeatId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_delegations_DelegateId_Until",
                table: "delegations",
                columns: new[] { "DelegateId", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_delegations_PersonId_Until",
                table: "delegations",
                columns: new[] { "PersonId", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_deliveries_PersonId_State",
                table: "deliveries",
                columns: new[] { "PersonId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_deliveries_State_NextAttemptAt",
                table: "deliveries",
                columns: new[] { "State", "NextAttemptAt" });

            migrationBuilder.CreateIndex(
                name: "IX_entitlement_owners_PersonId",
                table: "entitlement_owners",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_entitlements_TargetId_Resource_Role",
                table: "entitlements",
                columns: new[] { "TargetId", "Resource", "Role" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_grants_ClaimId",
                table: "grants",
                column: "ClaimId");

            migrationBuilder.CreateIndex(
                name: "IX_grants_EndsAt",
                table: "grants",
                column: "EndsAt");

            migrationBuilder.CreateIndex(
                name: "IX_grants_EntitlementId_EndedAt_IntendedAt",
                table: "grants",
                columns: new[] { "EntitlementId", "EndedAt", "IntendedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_grants_HoldingId_State",
                table: "grants",
                columns: new[] { "HoldingId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_grants_PersonId_State",
                table: "grants",
                columns: new[] { "PersonId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_grants_Principal",
                table: "grants",
                column: "Principal");

            migrationBuilder.CreateIndex(
                name: "IX_grants_RequestId",
                table: "grants",
                column: "RequestId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_grants_RevokingAt",
                table: "grants",
                column: "RevokingAt");

            migrationBuilder.CreateIndex(
                name: "IX_grants_State_EndsAt",
                table: "grants",
                columns: new[] { "State", "EndsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_grants_State_NextAttemptAt",
                table: "grants",
                columns: new[] { "State", "NextAttemptAt" });

            migrationBuilder.CreateIndex(
                name: "IX_holdings_TargetId_Principal_SharedRight",
                table: "holdings",
                columns: new[] { "TargetId", "Principal", "SharedRight" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_kept_actions_EndsAt",
                table: "kept_actions",
                column: "EndsAt");

            migrationBuilder.CreateIndex(
                name: "IX_kept_actions_PersonId",
                table: "kept_actions",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_kept_actions_StateHash",
                table: "kept_actions",
                column: "StateHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_leases_RequestId",
                table: "leases",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_leases_Serial",
                table: "leases",
                column: "Serial",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_locks_LiftedAt",
                table: "locks",
                column: "LiftedAt");

            migrationBuilder.CreateIndex(
                name: "IX_logins_PersonId",
                table: "logins",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_logout_tokens_ForgetAt",
                table: "logout_tokens",
                column: "ForgetAt");

            migrationBuilder.CreateIndex(
                name: "IX_notices_GrantId",
                table: "notices",
                column: "GrantId");

            migrationBuilder.CreateIndex(
                name: "IX_notices_Occasion_PersonId",
                table: "notices",
                columns: new[] { "Occasion", "PersonId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_notices_PersonId_SeenAt",
                table: "notices",
                columns: new[] { "PersonId", "SeenAt" });

            migrationBuilder.CreateIndex(
                name: "IX_notices_RequestId",
                table: "notices",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_people_ManagerId",
                table: "people",
                column: "ManagerId");

            migrationBuilder.CreateIndex(
                name: "IX_people_Name_Id",
                table: "people",
                columns: new[] { "Name", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_people_OwnerId",
                table: "people",
                column: "OwnerId");

            migrationBuilder.CreateIndex(
                name: "IX_policies_ReplacedAt",
                table: "policies",
                column: "ReplacedAt");

            migrationBuilder.CreateIndex(
                name: "IX_post_reviews_HolderId_State",
                table: "post_reviews",
                columns: new[] { "HolderId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_post_reviews_RequestId_HolderId_ResponsibleId",
                table: "post_reviews",
                columns: new[] { "RequestId", "HolderId", "ResponsibleId" });

            migrationBuilder.CreateIndex(
                name: "IX_post_reviews_State_DueAt",
                table: "post_reviews",
                columns: new[] { "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_requests_EntitlementId",
                table: "requests",
                column: "EntitlementId");

            migrationBuilder.CreateIndex(
                name: "IX_requests_Number",
                table: "requests",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_requests_RequesterId_IdempotencyKey",
                table: "requests",
                columns: new[] { "RequesterId", "IdempotencyKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_requests_RequesterId_Number",
                table: "requests",
                columns: new[] { "RequesterId", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_requests_State_EscalatesAt",
                table: "requests",
                columns: new[] { "State", "EscalatesAt" });

            migrationBuilder.CreateIndex(
                name: "IX_requests_State_LapsesAt",
                table: "requests",
                columns: new[] { "State", "LapsesAt" });

            migrationBuilder.CreateIndex(
                name: "IX_requests_State_RemindsAt",
                table: "requests",
                columns: new[] { "State", "RemindsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_sessions_EndsAt",
                table: "sessions",
                column: "EndsAt");

            migrationBuilder.CreateIndex(
                name: "IX_sessions_Issuer_Subject",
                table: "sessions",
                columns: new[] { "Issuer", "Subject" });

            migrationBuilder.CreateIndex(
                name: "IX_sessions_KeyHash",
                table: "sessions",
                column: "KeyHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_sessions_PersonId",
                table: "sessions",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_target_accounts_TargetId_Name",
                table: "target_accounts",
                columns: new[] { "TargetId", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_targets_Name",
                table: "targets",
                column: "Name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "api_calls");

            migrationBuilder.DropTable(
                name: "appointments");

            migrationBuilder.DropTable(
                name: "audit");

            migrationBuilder.DropTable(
                name: "audit_head");

            migrationBuilder.DropTable(
                name: "audit_personal");

            migrationBuilder.DropTable(
                name: "DataProtectionKeys");

            migrationBuilder.DropTable(
                name: "decisions");

            migrationBuilder.DropTable(
                name: "delegations");

            migrationBuilder.DropTable(
                name: "deliveries");

            migrationBuilder.DropTable(
                name: "entitlement_owners");

            migrationBuilder.DropTable(
                name: "holdings");

            migrationBuilder.DropTable(
                name: "installation");

            migrationBuilder.DropTable(
                name: "kept_actions");

            migrationBuilder.DropTable(
                name: "leases");

            migrationBuilder.DropTable(
                name: "locks");

            migrationBuilder.DropTable(
                name: "logins");

            migrationBuilder.DropTable(
                name: "logout_tokens");

            migrationBuilder.DropTable(
                name: "notice_cursor");

            migrationBuilder.DropTable(
                name: "notice_settings");

            migrationBuilder.DropTable(
                name: "person_keys");

            migrationBuilder.DropTable(
                name: "policies");

            migrationBuilder.DropTable(
                name: "policy_drafts");

            migrationBuilder.DropTable(
                name: "post_reviews");

            migrationBuilder.DropTable(
                name: "secrets");

            migrationBuilder.DropTable(
                name: "sessions");

            migrationBuilder.DropTable(
                name: "setup_codes");

            migrationBuilder.DropTable(
                name: "sign_in_reports");

            migrationBuilder.DropTable(
                name: "subject_states");

            migrationBuilder.DropTable(
                name: "target_accounts");

            migrationBuilder.DropTable(
                name: "notices");

            migrationBuilder.DropTable(
                name: "grants");

            migrationBuilder.DropTable(
                name: "requests");

            migrationBuilder.DropTable(
                name: "entitlements");

            migrationBuilder.DropTable(
                name: "people");

            migrationBuilder.DropTable(
                name: "targets");
        }
    }
}
