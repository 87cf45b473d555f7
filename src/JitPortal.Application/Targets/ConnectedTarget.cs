using JitPortal.Domain.Targets;

namespace JitPortal.Application.Targets;

public sealed record ConnectedTarget(TargetId Id, string Name, IConnectorKind Kind, IConnector Connector);
