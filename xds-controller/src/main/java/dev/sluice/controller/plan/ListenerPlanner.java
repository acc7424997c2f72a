package dev.sluice.controller.plan;

import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.Gateway;
import dev.sluice.controller.domain.Listener;
import dev.sluice.controller.domain.value.ListenerProtocol;
import dev.sluice.controller.domain.value.TlsMode;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.ir.ListenerTlsIr;
import dev.sluice.controller.ir.ServedProtocol;
import dev.sluice.controller.plan.finding.FindingCollector;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A planner of listeners. */
final class ListenerPlanner {
  static final String TABLE = "gateway_listeners";

  /** The format of a secret name: no separator and no leading dot, because it is a file name. */
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

  private final BackendLookup backends;
  private final Function<String, List<String>> secretProblems;
  private final FindingCollector findings;
  private final ListenerTlsReader tls;

  /** A lookup of the backends that listeners of a gateway may use. */
  interface BackendLookup {
    /** Returns a planned backend of the gateway's tenant. */
    Optional<Backend> find(Gateway gateway, String id);
  }

  /**
   * @param secretProblems the problems of a secret by name
   */
  ListenerPlanner(
      BackendLookup backends,
      Function<String, List<String>> secretProblems,
      FindingCollector findings) {
    this.backends = backends;
    this.secretProblems = secretProblems;
    this.findings = findings;
    this.tls = new ListenerTlsReader(secretProblems, findings);
  }

  /** Returns the listeners for requests that can be served, ordered by name. */
  static List<ListenerIr> served(Gateway gateway) {
    return new ListenerPlanner(
            (_, _) -> Optional.empty(), secret -> List.of(), new FindingCollector())
        .plan(gateway, new ClusterPorts());
  }

  /**
   * Plans the listeners of a gateway, ordered by name.
   *
   * @param cluster the ports of the older gateways of the cluster
   */
  List<ListenerIr> plan(Gateway gateway, ClusterPorts cluster) {
    SharedPorts ports = new SharedPorts(findings);
    return gateway.listeners().stream()
        .flatMap(listener ->
            plan(gateway, listener)
                .filter(_ -> cluster.claim(gateway, listener, findings))
                .flatMap(planned -> ports.place(listener.id(), planned))
                .stream())
        .sorted(Comparator.comparing(ListenerIr::name))
        .toList();
  }

  private Optional<ListenerIr> plan(Gateway gateway, Listener listener) {
    Optional<ServedProtocol> protocol = protocol(listener);
    if (protocol.isEmpty()) {
      return Optional.empty();
    }
    ListenerTlsReader.Result settings = tls.read(listener, protocol.get());
    Optional<String> secret = protocol.get().terminatesTls() ? secret(listener) : Optional.empty();
    Optional<String> backend =
        protocol.get().isHttp() ? Optional.empty() : backend(gateway, listener, protocol.get());
    if (!settings.valid()
        || secret.isPresent() != protocol.get().terminatesTls()
        || backend.isPresent() == protocol.get().isHttp()) {
      return Optional.empty();
    }
    return Optional.of(
        new ListenerIr(
            listener.name(),
            listener.port(),
            protocol.get(),
            listener.hostname(),
            secret,
            settings.tls(),
            backend,
            Optional.empty(),
            listener.http3() && http3(listener, settings.tls().orElse(ListenerTlsIr.DEFAULT)),
            listener.proxyProtocol(),
            listener.allowedCidrs(),
            listener.maxConnections(),
            listener.bufferKb()));
  }

  private Optional<ServedProtocol> protocol(Listener listener) {
    boolean terminates = listener.tlsMode().equals(Optional.of(TlsMode.TERMINATE));
    return switch (listener.protocol()) {
      case HTTP -> Optional.of(ServedProtocol.HTTP);
      case HTTPS ->
          terminates
              ? Optional.of(ServedProtocol.HTTPS)
              : refused(listener, "tls_mode", "an HTTPS listener has to terminate TLS");
      case TLS -> Optional.of(terminates ? ServedProtocol.TLS : ServedProtocol.TLS_PASSTHROUGH);
      case TCP -> {
        if (listener.hostname().isPresent()) {
          yield refused(
              listener, "hostname", "a TCP client names no host; remove it or use protocol TLS");
        }
        yield listener.tlsMode().isPresent()
            ? refused(listener, "tls_mode", "a TCP listener has no TLS; use protocol TLS")
            : Optional.of(ServedProtocol.TCP);
      }
    };
  }

  private boolean http3(Listener listener, ListenerTlsIr settings) {
    String reason =
        listener.proxyProtocol()
            ? "HTTP/3 has no PROXY protocol"
            : settings.clientCertificates().isPresent()
                ? "HTTP/3 is not served with client certificates"
                : !settings.maxVersion().equals(ListenerTlsIr.TLS_1_3)
                    ? "HTTP/3 needs TLS 1.3; raise max_version"
                    : "";
    if (!reason.isEmpty()) {
      findings.add(TABLE, listener.id(), "http3", reason + "; the listener is served without it");
    }
    return reason.isEmpty();
  }

  private Optional<String> backend(Gateway gateway, Listener listener, ServedProtocol protocol) {
    if (listener.backend().isEmpty()) {
      return refused(
          listener, "backend_id", "a " + listener.protocol() + " listener needs a backend");
    }
    Optional<Backend> backend = backends.find(gateway, listener.backend().get());
    if (backend.isEmpty()) {
      return refused(
          listener, "backend_id", "the backend cannot be served, or is of another tenant");
    }
    if (protocol == ServedProtocol.TLS_PASSTHROUGH && backend.get().scheme().encrypted()) {
      return refused(
          listener,
          "backend_id",
          "the client's TLS passes through; use a backend with scheme http or grpc");
    }
    return Optional.of(backend.get().id());
  }

  /**
   * Returns the secret of a listener. A missing or invalid secret does not remove the listener,
   * because its last valid one may be served.
   */
  private Optional<String> secret(Listener listener) {
    Optional<String> secret =
        listener.secretRef().filter(reference -> SECRET.matcher(reference).matches());
    if (secret.isEmpty()) {
      return refused(
          listener,
          "secret_ref",
          (listener.protocol() == ListenerProtocol.HTTPS ? "an HTTPS" : "a TLS")
              + " listener needs the name of a secret");
    }
    secretProblems
        .apply(secret.get())
        .forEach(problem -> findings.add(TABLE, listener.id(), "secret_ref", problem));
    return secret;
  }

  private <T> Optional<T> refused(Listener listener, String field, String reason) {
    findings.add(TABLE, listener.id(), field, reason);
    return Optional.empty();
  }
}
