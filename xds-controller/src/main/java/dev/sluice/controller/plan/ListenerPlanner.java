package dev.sluice.controller.plan;

import dev.sluice.controller.domain.Gateway;
import dev.sluice.controller.domain.Listener;
import dev.sluice.controller.domain.value.TlsMode;
import dev.sluice.controller.ir.HttpListenerProtocol;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.plan.finding.FindingCollector;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A planner of listeners. */
final class ListenerPlanner {
  private static final String TABLE = "gateway_listeners";

  /** The format of a secret name: no separator and no leading dot, because it is a file name. */
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

  private final Function<String, List<String>> secretProblems;
  private final FindingCollector findings;

  /**
   * @param secretProblems the problems of a secret by name
   */
  ListenerPlanner(Function<String, List<String>> secretProblems, FindingCollector findings) {
    this.secretProblems = secretProblems;
    this.findings = findings;
  }

  /** Returns the listeners of a gateway that can be served, ordered by name. */
  static List<ListenerIr> served(Gateway gateway) {
    return new ListenerPlanner(secret -> List.of(), new FindingCollector()).plan(gateway);
  }

  List<ListenerIr> plan(Gateway gateway) {
    return gateway.listeners().stream()
        .flatMap(listener -> plan(listener).stream())
        .sorted(Comparator.comparing(ListenerIr::name))
        .toList();
  }

  private Optional<ListenerIr> plan(Listener listener) {
    return switch (listener.protocol()) {
      case HTTP -> Optional.of(planned(listener, HttpListenerProtocol.HTTP, Optional.empty()));
      case HTTPS ->
          secret(listener)
              .map(secret -> planned(listener, HttpListenerProtocol.HTTPS, Optional.of(secret)));
      case TCP, TLS -> {
        findings.add(TABLE, listener.id(), "protocol", listener.protocol() + " is not served");
        yield Optional.empty();
      }
    };
  }

  private static ListenerIr planned(
      Listener listener, HttpListenerProtocol protocol, Optional<String> secret) {
    return new ListenerIr(listener.name(), listener.port(), protocol, listener.hostname(), secret);
  }

  /**
   * Returns the secret of a listener. A missing or invalid secret does not remove the listener,
   * because its last valid one may be served.
   */
  private Optional<String> secret(Listener listener) {
    if (!listener.tlsMode().equals(Optional.of(TlsMode.TERMINATE))) {
      findings.add(TABLE, listener.id(), "tls_mode", "an HTTPS listener has to terminate TLS");
      return Optional.empty();
    }
    Optional<String> secret =
        listener.secretRef().filter(reference -> SECRET.matcher(reference).matches());
    if (secret.isEmpty()) {
      findings.add(
          TABLE, listener.id(), "secret_ref", "an HTTPS listener needs the name of a secret");
    } else {
      secretProblems
          .apply(secret.get())
          .forEach(problem -> findings.add(TABLE, listener.id(), "secret_ref", problem));
    }
    return secret;
  }
}
