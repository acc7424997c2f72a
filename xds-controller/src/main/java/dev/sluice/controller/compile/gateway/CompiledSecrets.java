package dev.sluice.controller.compile.gateway;

import dev.sluice.controller.ir.BackendIr;
import dev.sluice.controller.ir.FrameIr;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.resources.object.ServedObject;
import dev.sluice.controller.secrets.SecretSource;
import dev.sluice.controller.xds.GatewayTranslator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The certificates that the listeners and backends of each cluster use. */
public final class CompiledSecrets {
  private static final String PREFIX = "secrets/";

  private final SecretSource source;
  private final GatewayTranslator translator;
  private final Map<CertificateUse, ServedObject> served = new HashMap<>();

  /** A certificate on a cluster. */
  public record CertificateUse(String cluster, String reference) {}

  public CompiledSecrets(SecretSource source, GatewayTranslator translator) {
    this.source = source;
    this.translator = translator;
  }

  /** Returns the name of the object of a certificate. */
  static String object(String reference) {
    return PREFIX + reference;
  }

  /** Returns the objects of the certificates of a gateway's listeners. */
  static Set<String> objectsNeededBy(FrameIr frame) {
    return references(frame).map(CompiledSecrets::object).collect(Collectors.toSet());
  }

  /** Adds the certificates of a gateway. */
  static void addUses(String cluster, FrameIr frame, Map<CertificateUse, Set<String>> uses) {
    references(frame)
        .map(reference -> new CertificateUse(cluster, reference))
        .forEach(use -> uses.computeIfAbsent(use, u -> new HashSet<>()).add(frame.gateway()));
  }

  /** Returns the objects of the certificates of a backend. */
  static Set<String> objectsNeededBy(BackendIr backend) {
    return backend.secretReferences().stream()
        .map(CompiledSecrets::object)
        .collect(Collectors.toSet());
  }

  /** Adds the certificates of a backend on a gateway. */
  static void addUses(
      String cluster, BackendIr backend, String gateway, Map<CertificateUse, Set<String>> uses) {
    backend.secretReferences().stream()
        .map(reference -> new CertificateUse(cluster, reference))
        .forEach(use -> uses.computeIfAbsent(use, u -> new HashSet<>()).add(gateway));
  }

  private static Stream<String> references(FrameIr frame) {
    return frame.listeners().stream().flatMap(listener -> listener.secretReferences().stream());
  }

  /** Returns whether an object is a certificate. */
  public static boolean isSecret(ServedObject object) {
    return object.object().startsWith(PREFIX);
  }

  /** Returns an object with the current certificate, if that is valid. */
  public static ServedObject withCurrentCertificate(
      ServedObject secret, SecretSource source, GatewayTranslator translator) {
    String reference = secret.object().substring(PREFIX.length());
    return new ServedObject(
        secret.cluster(),
        secret.object(),
        secret.gateways(),
        resources(reference, source, translator),
        secret.dependencies());
  }

  /**
   * Compiles the certificates in use and returns the objects that changed.
   *
   * @param uses the names of the gateways that use each certificate
   */
  public List<ServedObject> compile(Map<CertificateUse, Set<String>> uses) {
    List<ServedObject> changes = new ArrayList<>();
    Map<CertificateUse, ServedObject> next = new HashMap<>();
    uses.forEach((use, gateways) ->
        next.put(
            use,
            new ServedObject(
                use.cluster(),
                object(use.reference()),
                gateways,
                resources(use.reference(), source, translator),
                Set.of())));
    served.forEach((use, object) -> {
      if (!next.containsKey(use)) {
        changes.add(
            new ServedObject(use.cluster(), object.object(), Set.of(), List.of(), Set.of()));
      }
    });
    next.forEach((use, object) -> {
      if (!object.equals(served.get(use))) {
        changes.add(object);
      }
    });
    served.clear();
    served.putAll(next);
    source.retain(
        uses.keySet().stream().map(CertificateUse::reference).collect(Collectors.toSet()));
    return changes;
  }

  private static List<EncodedResource> resources(
      String reference, SecretSource source, GatewayTranslator translator) {
    return source.certificate(reference).stream()
        .flatMap(certificate -> translator.certificate(certificate).stream())
        .map(EncodedResource::of)
        .toList();
  }
}
