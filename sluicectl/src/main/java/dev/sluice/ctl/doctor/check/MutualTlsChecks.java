package dev.sluice.ctl.doctor.check;

import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.model.DocumentField;
import dev.sluice.ctl.doctor.model.Installation;
import dev.sluice.ctl.doctor.model.KubernetesResource;
import dev.sluice.ctl.doctor.model.LabelSelector;
import dev.sluice.ctl.doctor.model.Workload;
import java.util.List;
import java.util.stream.Stream;

/** The checks of mutual TLS at the policy servers. */
final class MutualTlsChecks {
  private static final String STRICT = "STRICT";

  private MutualTlsChecks() {}

  static Stream<WiringFinding> notStrict(Installation installation) {
    if (!AuthorizationChecks.usesIstio(installation)) {
      return Stream.empty();
    }
    return PolicyServers.namespaces(installation).stream()
        .flatMap(namespace -> notStrict(installation, namespace));
  }

  private static Stream<WiringFinding> notStrict(Installation installation, String namespace) {
    Stream<DocumentField> lax =
        IstioKinds.peerAuthentications(installation)
            .filter(peer -> peer.namespace().equals(namespace))
            .filter(peer -> concernsServers(installation, peer))
            .flatMap(peer -> modes(peer).stream())
            .filter(mode -> !mode.textOr(STRICT).equals(STRICT));
    Stream<WiringFinding> explicit =
        lax.map(mode ->
            WiringFault.MTLS_NOT_STRICT.at(
                mode.place(), "the mode of mutual TLS is " + mode.textOr("")));
    return hasMode(installation, namespace) ? explicit : Stream.of(absent(installation, namespace));
  }

  /** Returns whether a mode is set for the whole namespace, or for each policy server in it. */
  private static boolean hasMode(Installation installation, String namespace) {
    List<Workload> servers =
        PolicyServers.workloads(installation).stream()
            .filter(workload -> workload.namespace().equals(namespace))
            .toList();
    List<LabelSelector> covered =
        IstioKinds.peerAuthentications(installation)
            .filter(peer -> setsMode(installation, peer, namespace))
            .map(IstioKinds::selector)
            .toList();
    return covered.stream().anyMatch(LabelSelector::isEmpty)
        || (!servers.isEmpty()
            && servers.stream()
                .allMatch(server -> covered.stream().anyMatch(peer -> peer.matches(server))));
  }

  /** Returns whether a PeerAuthentication sets a mode; one of the root namespace must be strict. */
  private static boolean setsMode(
      Installation installation, KubernetesResource peer, String namespace) {
    DocumentField mode = peer.spec().at("mtls", "mode");
    return peer.namespace().equals(namespace)
        ? mode.exists()
        : peer.namespace().equals(installation.mesh().rootNamespace())
            && mode.textOr("").equals(STRICT);
  }

  private static WiringFinding absent(Installation installation, String namespace) {
    return WiringFault.MTLS_NOT_STRICT.at(
        placeOf(installation, namespace),
        "no PeerAuthentication makes mutual TLS strict in namespace " + namespace);
  }

  private static boolean concernsServers(Installation installation, KubernetesResource peer) {
    LabelSelector selector = IstioKinds.selector(peer);
    List<Workload> servers = PolicyServers.workloads(installation);
    return selector.isEmpty() || servers.stream().anyMatch(selector::matches);
  }

  private static List<DocumentField> modes(KubernetesResource peer) {
    return Stream.concat(
            Stream.of(peer.spec().at("mtls", "mode")),
            peer.spec().at("portLevelMtls").values().stream().map(port -> port.at("mode")))
        .toList();
  }

  /** Returns the place of a namespace, or of its first policy server. */
  static String placeOf(Installation installation, String namespace) {
    Stream<KubernetesResource> namespaces =
        installation.resources().stream()
            .filter(resource ->
                resource.kind().equals("Namespace") && resource.name().equals(namespace));
    Stream<KubernetesResource> servers =
        PolicyServers.services(installation).stream()
            .filter(service -> service.namespace().equals(namespace));
    return Stream.concat(namespaces, servers)
        .findFirst()
        .map(KubernetesResource::place)
        .orElse(namespace);
  }
}
