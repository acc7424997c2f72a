package dev.sluice.controller.plan;

import dev.sluice.controller.domain.Listener;
import dev.sluice.controller.ir.ClientCertificatesIr;
import dev.sluice.controller.ir.ListenerTlsIr;
import dev.sluice.controller.ir.ServedProtocol;
import dev.sluice.controller.plan.finding.FindingCollector;
import dev.sluice.controller.policy.SpecReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A reader of the column {@code gateway_listeners.tls}. */
final class ListenerTlsReader {
  private static final String COLUMN = "tls";
  private static final SpecReader<ListenerTlsIr> READER =
      new SpecReader<>("columns/gateway_listeners.tls.schema.json", ListenerTlsIr.class);

  /** The protocols that an HTTP connection manager speaks over TCP. */
  private static final Set<String> HTTP_ALPN = Set.of("h2", "http/1.1");

  private final Function<String, List<String>> secretProblems;
  private final FindingCollector findings;

  ListenerTlsReader(Function<String, List<String>> secretProblems, FindingCollector findings) {
    this.secretProblems = secretProblems;
    this.findings = findings;
  }

  /**
   * The settings of a row.
   *
   * @param valid whether the listener may be served; never with weaker settings than its row has
   * @param tls empty for the defaults
   */
  record Result(boolean valid, Optional<ListenerTlsIr> tls) {}

  Result read(Listener listener, ServedProtocol protocol) {
    if (listener.tls().isEmpty()) {
      return new Result(true, Optional.empty());
    }
    if (!protocol.terminatesTls()) {
      return refused(listener, COLUMN, "only a listener that terminates TLS has settings of TLS");
    }
    return findings
        .addFrom(ListenerPlanner.TABLE, listener.id(), READER.read(COLUMN, listener.tls()))
        .map(tls -> checked(listener, protocol, tls))
        .orElseGet(() -> new Result(false, Optional.empty()));
  }

  private Result checked(Listener listener, ServedProtocol protocol, ListenerTlsIr tls) {
    if (protocol.isHttp() && !HTTP_ALPN.containsAll(tls.alpn())) {
      return refused(listener, COLUMN + "/alpn", "an HTTPS listener speaks only h2 and http/1.1");
    }
    tls.clientCertificates()
        .map(ClientCertificatesIr::reference)
        .map(secretProblems)
        .orElse(List.of())
        .forEach(problem ->
            findings.add(
                ListenerPlanner.TABLE, listener.id(), COLUMN + "/client_certificates/ca", problem));
    return new Result(true, Optional.of(tls));
  }

  private Result refused(Listener listener, String field, String reason) {
    findings.add(ListenerPlanner.TABLE, listener.id(), field, reason);
    return new Result(false, Optional.empty());
  }
}
