using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace JitPortal.Storage.Migrations.PostgreSql
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
                    CallerId = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Fingerprint = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    RunId = table.Column<Guid>(type: "uuid", nullable: false),
                    Done = table.Column<bool>(type: "boolean", nullable: false),
                    ResultId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_calls", x => new { x.CallerId, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "audit",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Leaf = table.Column<byte[]>(type: "bytea", nullable: false),
                    Link = table.Column<byte[]>(type: "bytea", nullable: false),
                    Type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ActorId = table.Column<Guid>(type: "uuid", nullable: true),
                    RequestId = table.Column<Guid>(type: "uuid", nullable: true),
                    GrantId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "audit_head",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Link = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_head", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "audit_personal",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Box = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_personal", x => new { x.Sequence, x.Name });
                });

            migrationBuilder.CreateTable(
                name: "DataProtectionKeys",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    FriendlyName = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    Xml = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataProtectionKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "holdings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TargetId = table.Column<Guid>(type: "uuid", nullable: false),
                    Principal = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    SharedRight = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    HeldBefore = table.Column<bool>(type: "boolean", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_holdings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "installation",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    InstallationId = table.Column<Guid>(type: "uuid", nullable: false),
                    KeyId = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    PolicyVersion = table.Column<long>(type: "bigint", nullable: false),
                    LockEpoch = table.Column<long>(type: "bigint", nullable: false),
                    PeopleVersion = table.Column<long>(type: "bigint", nullable: false),
                    LastRequestNumber = table.Column<long>(type: "bigint", nullable: false),
                    LastSerial = table.Column<long>(type: "bigint", nullable: false),
                    ClockHighWater = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    IsDemo = table.Column<bool>(type: "boolean", nullable: false),
                    SoloEndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_installation", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "locks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: true),
                    TargetId = table.Column<Guid>(type: "uuid", nullable: true),
                    Resource = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    PlacedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    PlacedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    Reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    LiftedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LiftedBy = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_locks", x => x.Id);
                    table.CheckConstraint("CK_locks_second_person", "\"LiftedBy\" IS NULL OR (\"LiftedBy\" <> \"PlacedBy\" AND (\"PersonId\" IS NULL OR \"LiftedBy\" <> \"PersonId\"))");
                });

            migrationBuilder.CreateTable(
                name: "logout_tokens",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ForgetAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_logout_tokens", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "notice_cursor",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    FirstWarnedUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    FirstWarnedGrant = table.Column<Guid>(type: "uuid", nullable: false),
                    LastWarnedUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LastWarnedGrant = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notice_cursor", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "notice_settings",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Zone = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    MailOff = table.Column<int>(type: "integer", nullable: true),
                    TestedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notice_settings", x => x.PersonId);
                });

            migrationBuilder.CreateTable(
                name: "notices",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Occasion = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ActorId = table.Column<Guid>(type: "uuid", nullable: true),
                    AboutId = table.Column<Guid>(type: "uuid", nullable: true),
                    RequestId = table.Column<Guid>(type: "uuid", nullable: true),
                    GrantId = table.Column<Guid>(type: "uuid", nullable: true),
                    TargetId = table.Column<Guid>(type: "uuid", nullable: true),
                    Facts = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    SeenAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notices", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "people",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Email = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    IsWorkload = table.Column<bool>(type: "boolean", nullable: false),
                    OwnerId = table.Column<Guid>(type: "uuid", nullable: true),
                    ManagerId = table.Column<Guid>(type: "uuid", nullable: true),
                    ManagerIsSet = table.Column<bool>(type: "boolean", nullable: false),
                    Roles = table.Column<int>(type: "integer", nullable: false),
                    GroupsLeftOut = table.Column<bool>(type: "boolean", nullable: false),
                    Groups = table.Column<string>(type: "character varying(100000)", maxLength: 100000, nullable: true),
                    Claims = table.Column<string>(type: "character varying(100000)", maxLength: 100000, nullable: true),
                    Attributes = table.Column<string>(type: "character varying(100000)", maxLength: 100000, nullable: true),
                    FactsAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DisabledAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ErasedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_people", x => x.Id);
                    table.CheckConstraint("CK_people_not_own_manager", "\"ManagerId\" IS NULL OR \"ManagerId\" <> \"Id\"");
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
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Box = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_person_keys", x => x.PersonId);
                });

            migrationBuilder.CreateTable(
                name: "policies",
                columns: table => new
                {
                    PolicyId = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Document = table.Column<string>(type: "character varying(1000000)", maxLength: 1000000, nullable: false),
                    PublishedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    EditedById = table.Column<Guid>(type: "uuid", nullable: true),
                    ConfirmedById = table.Column<Guid>(type: "uuid", nullable: true),
                    ReplacedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_policies", x => new { x.PolicyId, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "policy_drafts",
                columns: table => new
                {
                    PolicyId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Document = table.Column<string>(type: "character varying(1000000)", maxLength: 1000000, nullable: false),
                    BaseVersion = table.Column<int>(type: "integer", nullable: false),
                    Revision = table.Column<long>(type: "bigint", nullable: false),
                    Retires = table.Column<bool>(type: "boolean", nullable: false),
                    EditedById = table.Column<Guid>(type: "uuid", nullable: false),
                    EditedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ProposedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_policy_drafts", x => x.PolicyId);
                });

            migrationBuilder.CreateTable(
                name: "secrets",
                columns: table => new
                {
                    Purpose = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    OwnerId = table.Column<Guid>(type: "uuid", nullable: false),
                    Box = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_secrets", x => new { x.Purpose, x.OwnerId });
                });

            migrationBuilder.CreateTable(
                name: "setup_codes",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    EndsAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_setup_codes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "subject_states",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_subject_states", x => x.PersonId);
                });

            migrationBuilder.CreateTable(
                name: "target_accounts",
                columns: table => new
                {
                    TargetId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_target_accounts", x => new { x.TargetId, x.PersonId });
                });

            migrationBuilder.CreateTable(
                name: "targets",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Kind = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Settings = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: false),
                    Unavailable = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    RetiredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastOkAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    FailingSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ToldFailingSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastError = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_targets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "deliveries",
                columns: table => new
                {
                    Notice = table.Column<long>(type: "bigint", nullable: false),
                    Channel = table.Column<int>(type: "integer", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    SettledAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    NextAttemptAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LastError = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    ClaimId = table.Column<Guid>(type: "uuid", nullable: true),
                    ClaimUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deliveries", x => new { x.Notice, x.Channel });
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
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    ById = table.Column<Guid>(type: "uuid", nullable: true),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_appointments", x => x.PersonId);
                    table.CheckConstraint("CK_appointments_not_own", "\"ById\" <> \"PersonId\"");
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    DelegateId = table.Column<Guid>(type: "uuid", nullable: false),
                    From = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    MadeAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_delegations", x => x.Id);
                    table.CheckConstraint("CK_delegations_not_self", "\"DelegateId\" <> \"PersonId\"");
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    StateHash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    SessionId = table.Column<Guid>(type: "uuid", nullable: false),
                    Level = table.Column<int>(type: "integer", nullable: false),
                    Action = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: false),
                    KeptAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    EndsAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    UsedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Refusal = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kept_actions", x => x.Id);
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
                    Issuer = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Subject = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_logins", x => new { x.Issuer, x.Subject });
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    KeyHash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Issuer = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Subject = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    IssuerSession = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    SignedInAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    EndsAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Ticket = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sessions", x => x.Id);
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
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Report = table.Column<byte[]>(type: "bytea", nullable: false),
                    MadeAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sign_in_reports", x => x.PersonId);
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TargetId = table.Column<Guid>(type: "uuid", nullable: false),
                    Resource = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Role = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Description = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Right = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Tags = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    OwnerGroup = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    RetiredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_entitlements", x => x.Id);
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
                    EntitlementId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_entitlement_owners", x => new { x.EntitlementId, x.PersonId });
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    EntitlementId = table.Column<Guid>(type: "uuid", nullable: false),
                    RequesterId = table.Column<Guid>(type: "uuid", nullable: false),
                    ResponsibleId = table.Column<Guid>(type: "uuid", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Stage = table.Column<int>(type: "integer", nullable: false),
                    StageBeganAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    EscalatesAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    RemindsAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Asked = table.Column<long>(type: "bigint", nullable: false),
                    Allowed = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Ticket = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    Emergency = table.Column<bool>(type: "boolean", nullable: false),
                    PublicKey = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: true),
                    SourceAddress = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    AssuranceLevel = table.Column<int>(type: "integer", nullable: false),
                    SignedInAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ExtendsGrantId = table.Column<Guid>(type: "uuid", nullable: true),
                    FiledAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LapsesAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    DecidedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    RemindedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    PolicyVersion = table.Column<long>(type: "bigint", nullable: false),
                    Verdict = table.Column<string>(type: "character varying(1000000)", maxLength: 1000000, nullable: false),
                    AddedStages = table.Column<string>(type: "character varying(1000000)", maxLength: 1000000, nullable: true),
                    Addressees = table.Column<string>(type: "character varying(100000)", maxLength: 100000, nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    IdempotencyKey = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_requests", x => x.Id);
                    table.UniqueConstraint("AK_requests_Id_RequesterId_ResponsibleId", x => new { x.Id, x.RequesterId, x.ResponsibleId });
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
                    RequestId = table.Column<Guid>(type: "uuid", nullable: false),
                    ApproverId = table.Column<Guid>(type: "uuid", nullable: false),
                    RequesterId = table.Column<Guid>(type: "uuid", nullable: false),
                    ResponsibleId = table.Column<Guid>(type: "uuid", nullable: false),
                    SeatId = table.Column<Guid>(type: "uuid", nullable: false),
                    Basis = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Stage = table.Column<int>(type: "integer", nullable: false),
                    Approves = table.Column<bool>(type: "boolean", nullable: false),
                    Duration = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_decisions", x => new { x.RequestId, x.ApproverId });
                    table.CheckConstraint("CK_decisions_not_own", "\"ApproverId\" <> \"RequesterId\" AND \"ApproverId\" <> \"ResponsibleId\" AND \"SeatId\" <> \"RequesterId\" AND \"SeatId\" <> \"ResponsibleId\"");
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    RequestId = table.Column<Guid>(type: "uuid", nullable: false),
                    EntitlementId = table.Column<Guid>(type: "uuid", nullable: false),
                    TargetId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Principal = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Mode = table.Column<int>(type: "integer", nullable: false),
                    Right = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: false),
                    PublicKey = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: true),
                    SourceAddress = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    Duration = table.Column<long>(type: "bigint", nullable: false),
                    ApprovedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LatestStart = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    HoldingId = table.Column<Guid>(type: "uuid", nullable: true),
                    IntendedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ActiveAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    EndsAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Verifier = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: true),
                    HasSecret = table.Column<bool>(type: "boolean", nullable: false),
                    RevealedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Rotations = table.Column<int>(type: "integer", nullable: false),
                    NextVerifier = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: true),
                    ClaimId = table.Column<Guid>(type: "uuid", nullable: true),
                    ClaimUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Fence = table.Column<long>(type: "bigint", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    NextAttemptAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastError = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    Quarantine = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    EndReason = table.Column<int>(type: "integer", nullable: true),
                    RevokingAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Evidence = table.Column<int>(type: "integer", nullable: false),
                    EvidenceWords = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    ResidualUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    AlarmedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ForceAskedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    ForceAskedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ForceReason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    ForceAgreedBy = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_grants", x => x.Id);
                    table.CheckConstraint("CK_grants_force_takes_two", "(\"Evidence\" = 6) = (\"ForceAgreedBy\" IS NOT NULL) AND (\"ForceAgreedBy\" IS NULL OR (\"ForceAskedBy\" IS NOT NULL AND \"ForceAskedBy\" <> \"ForceAgreedBy\"))");
                    table.CheckConstraint("CK_grants_open_has_end", "\"State\" NOT IN (2, 3) OR \"EndsAt\" IS NOT NULL");
                    table.CheckConstraint("CK_grants_state", "\"State\" BETWEEN 1 AND 5");
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
                    RequestId = table.Column<Guid>(type: "uuid", nullable: false),
                    HolderId = table.Column<Guid>(type: "uuid", nullable: false),
                    ResponsibleId = table.Column<Guid>(type: "uuid", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Told = table.Column<int>(type: "integer", nullable: false),
                    Explanation = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    ExplainedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ReviewerId = table.Column<Guid>(type: "uuid", nullable: true),
                    Finding = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    ReviewedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_post_reviews", x => x.RequestId);
                    table.CheckConstraint("CK_post_reviews_by_somebody", "\"State\" NOT IN (2, 3) OR \"ReviewerId\" IS NOT NULL");
                    table.CheckConstraint("CK_post_reviews_not_own", "\"ReviewerId\" IS NULL OR (\"ReviewerId\" <> \"HolderId\" AND \"ReviewerId\" <> \"ResponsibleId\")");
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
                    GrantId = table.Column<Guid>(type: "uuid", nullable: false),
                    Ordinal = table.Column<int>(type: "integer", nullable: false),
                    RequestId = table.Column<Guid>(type: "uuid", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    NotBefore = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    NotAfter = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Serial = table.Column<long>(type: "bigint", nullable: false),
                    Material = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_leases", x => new { x.GrantId, x.Ordinal });
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
