package dev.sluice.ctl.doctor.check;

import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.filter.BufferFaults;
import dev.sluice.ctl.doctor.model.DocumentField;
import dev.sluice.ctl.doctor.model.Installation;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The check that the buffers of Envoys fit in the messages of extproc-dlp-server. */
final class BufferChecks {
  private static final String SERVER = "extproc-dlp-server";
  private static final String VARIABLE = "SLUICE_GRPC_MAX_MESSAGE_BYTES";
  private static final Pattern QUANTITY = Pattern.compile("([0-9]{1,15})(|k|M|G|Ki|Mi|Gi)");
  private static final Map<String, Long> UNITS =
      Map.of(
          "",
          1L,
          "k",
          1_000L,
          "M",
          1_000_000L,
          "G",
          1_000_000_000L,
          "Ki",
          1L << 10,
          "Mi",
          1L << 20,
          "Gi",
          1L << 30);

  private BufferChecks() {}

  static Stream<WiringFinding> messageLimit(Installation installation) {
    Optional<DocumentField> setting = setting(installation);
    long limit = setting.map(field -> field.numberOr(0)).orElse(BufferFaults.DEFAULT_LIMIT);
    Stream<WiringFinding> filters =
        IstioKinds.envoyFilters(installation)
            .flatMap(filter -> BufferFaults.in(filter.spec(), limit));
    Stream<WiringFinding> gateways =
        Stream.concat(
                policies(installation, "ClientTrafficPolicy", "connection", "bufferLimit"),
                policies(installation, "BackendTrafficPolicy", "requestBuffer", "limit"))
            .flatMap(buffer -> BufferFaults.of(buffer, bytes(buffer.textOr("")), limit));
    return Stream.of(setting.stream().flatMap(BufferFaults::ofLimit), filters, gateways)
        .flatMap(found -> found);
  }

  /** Returns the setting of the server, by variable or file; empty if it has the default. */
  private static Optional<DocumentField> setting(Installation installation) {
    Stream<DocumentField> variables =
        installation
            .workloads()
            .filter(workload -> PolicyServers.serversIn(workload).contains(SERVER))
            .flatMap(workload -> PolicyServers.containersOf(workload, SERVER).stream())
            .flatMap(container -> container.at("env").items().stream())
            .filter(variable -> variable.at("name").textOr("").equals(VARIABLE))
            .map(variable -> variable.at("value"));
    Stream<DocumentField> file =
        Optional.ofNullable(installation.serverSettings().get(SERVER + ".yaml")).stream()
            .map(settings -> settings.at("grpc", "max-message-bytes"));
    return Stream.concat(variables, file).filter(field -> field.numberOr(-1) >= 0).findFirst();
  }

  private static Stream<DocumentField> policies(
      Installation installation, String kind, String... path) {
    return installation
        .all(GatewayPolicies.GROUP, kind)
        .map(policy -> policy.spec().at(path))
        .filter(DocumentField::exists);
  }

  /** Returns the bytes of a quantity of Kubernetes; 0 if it is none. */
  private static long bytes(String quantity) {
    Matcher parts = QUANTITY.matcher(quantity);
    return parts.matches()
        ? Long.parseLong(parts.group(1)) * UNITS.getOrDefault(parts.group(2), 1L)
        : 0;
  }
}
