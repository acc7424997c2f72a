package dev.sluice.ctl.doctor.check;

import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.model.Installation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A table of all checks of installations. A new check is a row here. */
public final class InstallationChecks {
  private static final List<TableRow> TABLE =
      List.of(
          row(ProviderChecks::timeout, WiringFault.PROVIDER_TIMEOUT),
          row(ProviderChecks::failOpen, WiringFault.PROVIDER_FAIL_OPEN),
          row(ProviderChecks::statusOnError, WiringFault.PROVIDER_STATUS_ON_ERROR),
          row(ProviderChecks::unknown, WiringFault.PROVIDER_UNKNOWN),
          row(ProviderChecks::missingService, WiringFault.PROVIDER_SERVICE),
          row(AuthorizationChecks::customWithoutAllow, WiringFault.CUSTOM_WITHOUT_ALLOW),
          row(AuthorizationChecks::callersNotDenied, WiringFault.CALLERS_NOT_DENIED),
          row(MutualTlsChecks::notStrict, WiringFault.MTLS_NOT_STRICT),
          row(SelectorChecks::matchesNothing, WiringFault.SELECTOR_MATCHES_NOTHING),
          row(SelectorChecks::otherNamespace, WiringFault.ENVOY_FILTER_NAMESPACE),
          row(SidecarChecks::hidesServers, WiringFault.SIDECAR_HIDES_SERVERS),
          row(ServiceChecks::appProtocol, WiringFault.APP_PROTOCOL),
          row(ServiceChecks::clusterNames, WiringFault.EXT_PROC_CLUSTER),
          row(ExternalProcessingChecks::twice, WiringFault.EXT_PROC_TWICE),
          row(ExternalProcessingChecks::order, WiringFault.EXT_PROC_ORDER),
          row(ExternalProcessingChecks::context, WiringFault.EXT_PROC_CONTEXT),
          row(
              ExternalProcessingChecks::settings,
              WiringFault.EXT_PROC_FAIL_OPEN,
              WiringFault.EXT_PROC_BODY_MODE,
              WiringFault.EXT_PROC_TRAILERS),
          row(ExternalProcessingChecks::alwaysOn, WiringFault.EXT_PROC_ALWAYS_ON),
          row(ExternalProcessingChecks::neverOn, WiringFault.EXT_PROC_NEVER_ON),
          row(BufferChecks::messageLimit, WiringFault.EXT_PROC_MESSAGE_LIMIT),
          row(AccessLogChecks::missing, WiringFault.ACCESS_LOG_MISSING),
          row(AccessLogChecks::buffered, WiringFault.ACCESS_LOG_BUFFERED),
          row(IssuerChecks::blocked, WiringFault.ISSUER_BLOCKED),
          row(SpoolChecks::notPersistent, WiringFault.SPOOL_NOT_PERSISTENT),
          row(AvailabilityChecks::replicas, WiringFault.REPLICAS_LOW),
          row(AvailabilityChecks::disruptionBudget, WiringFault.DISRUPTION_BUDGET_MISSING),
          row(AvailabilityChecks::networkPolicy, WiringFault.NETWORK_POLICY_MISSING),
          row(PodChecks::serviceAccountToken, WiringFault.SERVICE_ACCOUNT_TOKEN),
          row(PodChecks::asRoot, WiringFault.CONTAINER_AS_ROOT),
          row(PodChecks::writableRoot, WiringFault.ROOT_FILESYSTEM_WRITABLE),
          row(EnvoyGatewayChecks::authorizationFailsOpen, WiringFault.GATEWAY_AUTH_FAIL_OPEN),
          row(EnvoyGatewayChecks::authorizationTimeout, WiringFault.GATEWAY_AUTH_TIMEOUT),
          row(EnvoyGatewayChecks::processingFailsOpen, WiringFault.GATEWAY_PROC_FAIL_OPEN),
          row(EnvoyGatewayChecks::bodyMode, WiringFault.GATEWAY_PROC_BODY_MODE),
          row(EnvoyGatewayChecks::referenceGrant, WiringFault.REFERENCE_GRANT_MISSING));

  private InstallationChecks() {}

  /** Returns the findings of all checks, in the order of the table. */
  public static List<WiringFinding> findings(Installation installation) {
    return TABLE.stream().flatMap(row -> row.check().findings(installation)).distinct().toList();
  }

  /** Returns the faults that the checks find. */
  public static Set<WiringFault> faults() {
    Set<WiringFault> faults = new LinkedHashSet<>();
    TABLE.forEach(row -> faults.addAll(row.faults()));
    return faults;
  }

  private static TableRow row(InstallationCheck check, WiringFault... faults) {
    return new TableRow(check, List.of(faults));
  }

  /** A check with the faults that it finds. */
  private record TableRow(InstallationCheck check, List<WiringFault> faults) {}
}
