package dev.sluice.ctl.doctor.envoy;

import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.model.DocumentField;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** A table of all checks of a running Envoy. A new check of the dump is a row here. */
public final class EnvoyChecks {
  private static final int MAX_MESSAGE = 200;

  private static final List<Function<EnvoyDump, Stream<WiringFinding>>> TABLE =
      List.of(
          FilterChainChecks::authorizerMissing,
          AuthorizerChecks::timeout,
          AuthorizerChecks::failOpen,
          AuthorizerChecks::statusOnError,
          FilterChainChecks::order,
          FilterChainChecks::twice,
          FilterChainChecks::processing,
          FilterChainChecks::alwaysOn,
          FilterChainChecks::accessLog,
          ClusterChecks::missing,
          EnvoyChecks::rejected);

  private static final Set<WiringFault> FAULTS =
      EnumSet.of(
          WiringFault.EXT_AUTHZ_MISSING,
          WiringFault.EXT_AUTHZ_TIMEOUT,
          WiringFault.EXT_AUTHZ_FAIL_OPEN,
          WiringFault.EXT_AUTHZ_STATUS_ON_ERROR,
          WiringFault.EXT_PROC_ORDER,
          WiringFault.EXT_PROC_TWICE,
          WiringFault.EXT_PROC_FAIL_OPEN,
          WiringFault.EXT_PROC_BODY_MODE,
          WiringFault.EXT_PROC_TRAILERS,
          WiringFault.EXT_PROC_ALWAYS_ON,
          WiringFault.EXT_PROC_MESSAGE_LIMIT,
          WiringFault.ACCESS_LOG_BUFFERED,
          WiringFault.FILTER_CLUSTER_MISSING,
          WiringFault.CONFIGURATION_REJECTED,
          WiringFault.CLUSTER_UNHEALTHY,
          WiringFault.CERTIFICATE_EXPIRES,
          WiringFault.CERTIFICATE_EXPIRES_SOON);

  private EnvoyChecks() {}

  /**
   * Returns the findings of all checks, in the order of the table.
   *
   * @param messageLimit the most bytes that extproc-dlp-server accepts in a message
   */
  public static List<WiringFinding> findings(EnvoyReadout envoy, Instant now, long messageLimit) {
    EnvoyDump dump = new EnvoyDump(envoy.configuration());
    Stream<WiringFinding> configuration =
        Stream.concat(
            TABLE.stream().flatMap(check -> check.apply(dump)),
            FilterChainChecks.buffers(dump, messageLimit));
    Stream<WiringFinding> clusters =
        envoy.clusters().stream().flatMap(all -> ClusterChecks.unhealthy(dump, all));
    Stream<WiringFinding> certificates =
        envoy.certificates().stream().flatMap(all -> CertificateChecks.expiry(all, now));
    return Stream.of(configuration, clusters, certificates).flatMap(found -> found).toList();
  }

  /** Returns the faults that the checks find. */
  public static Set<WiringFault> faults() {
    return EnumSet.copyOf(FAULTS);
  }

  private static Stream<WiringFinding> rejected(EnvoyDump dump) {
    return dump.root().mappings().stream()
        .map(value -> value.at("error_state"))
        .filter(DocumentField::isMapping)
        .map(state ->
            WiringFault.CONFIGURATION_REJECTED.at(
                state.place(), "Envoy says: " + shortened(state.at("details").textOr(""))));
  }

  private static String shortened(String message) {
    String line = message.replaceAll("\\s+", " ");
    return line.length() > MAX_MESSAGE ? line.substring(0, MAX_MESSAGE) + "…" : line;
  }
}
