package dev.sluice.ctl.doctor.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The namespace and name of a Service. */
public record ServiceName(String namespace, String name) {
  private static final Pattern HOST =
      Pattern.compile("(?:[^/]+/)?([^./]+)\\.([^./]+)\\.svc(?:\\..*)?");

  /** Parses a host such as {@code name.namespace.svc.cluster.local}; empty for other hosts. */
  public static Optional<ServiceName> ofHost(String host) {
    Matcher parts = HOST.matcher(host);
    return parts.matches()
        ? Optional.of(new ServiceName(parts.group(2), parts.group(1)))
        : Optional.empty();
  }

  public static ServiceName of(KubernetesResource service) {
    return new ServiceName(service.namespace(), service.name());
  }

  public String host() {
    return name + "." + namespace + ".svc.cluster.local";
  }
}
