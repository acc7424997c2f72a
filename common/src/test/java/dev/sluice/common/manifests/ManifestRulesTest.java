package dev.sluice.common.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The checks report what is wrong. */
@Tag("C-87")
final class ManifestRulesTest {
  private static final String WORKLOAD =
      """
      kind: StatefulSet
      metadata: {name: a}
      spec:
        selector: {matchLabels: {app: a}}
        template:
          metadata: {labels: {app: a}}
          spec:
            serviceAccountName: none
            containers:
            - volumeMounts: [{name: data, mountPath: /var/lib/sluice}, {name: gone, mountPath: /x}]
            volumes:
            - {name: data, emptyDir: {}}
            - {name: keys, secret: {secretName: keys}}
            - {name: config, configMap: {name: config}}
      """;

  @Test
  void selector_withoutWorkload_isReported() {
    ManifestSet set =
        ManifestSet.of(
            """
            kind: NetworkPolicy
            metadata: {name: n}
            spec: {podSelector: {matchLabels: {app: b}}}
            ---
            kind: HorizontalPodAutoscaler
            metadata: {name: h}
            spec: {scaleTargetRef: {kind: StatefulSet, name: b}, minReplicas: 2, maxReplicas: 20}
            ---
            """
                + WORKLOAD);

    assertEquals(
        List.of(
            "sample: NetworkPolicy n: no pod has the labels {app=b}",
            "sample: HorizontalPodAutoscaler h: its target does not exist"),
        SelectorRules.problems(set).toList());
    assertEquals(
        List.of(
            "sample: HorizontalPodAutoscaler h: must scale from 3 to 20 replicas",
            "sample: StatefulSet a: has no PodDisruptionBudget",
            "sample: StatefulSet a: has no HorizontalPodAutoscaler"),
        WorkloadRules.scaling(set).toList());
  }

  @Test
  void reference_toNothing_isReported() {
    assertEquals(
        List.of(
            "sample: StatefulSet a: no page names the secret keys",
            "sample: StatefulSet a: there is no ServiceAccount none",
            "sample: StatefulSet a: the pod has no volume named gone"),
        ReferenceRules.problems(ManifestSet.of(WORKLOAD), "the `config` is yours").toList());
  }

  @Test
  void spool_inThePod_isReported() {
    assertEquals(
        List.of("sample: StatefulSet a: /var/lib/sluice is not on a volume that outlives the pod"),
        WorkloadRules.data(ManifestSet.of(WORKLOAD)).toList());
  }

  @Test
  void pod_withPrivileges_isReported() {
    assertEquals(6, WorkloadRules.privileges(ManifestSet.of(WORKLOAD)).count());
  }

  @Test
  void twin_widerThanCustom_isReported() {
    ManifestSet set =
        ManifestSet.of(
            """
            kind: AuthorizationPolicy
            metadata: {name: check}
            spec: {action: CUSTOM, rules: [{to: [{operation: {paths: ["/v1/*"]}}]}]}
            ---
            kind: AuthorizationPolicy
            metadata: {name: check-allow}
            spec: {action: ALLOW, rules: [{to: [{operation: {paths: ["/*"]}}]}]}
            """);

    assertEquals(
        List.of("sample: AuthorizationPolicy check-allow: its rules are not those of check"),
        EdgeRules.twins(set).toList());
  }

  @Test
  void edge_thatIsOpen_isReported() {
    ManifestSet set =
        ManifestSet.of(
            """
            kind: AuthorizationPolicy
            metadata: {name: open}
            spec: {action: ALLOW, rules: [{to: [{operation: {ports: ["1"]}}]}]}
            ---
            kind: PeerAuthentication
            metadata: {name: plain}
            spec: {mtls: {mode: PERMISSIVE}}
            ---
            kind: EnvoyFilter
            metadata: {name: filter}
            spec:
              value:
                name: envoy.filters.http.ext_proc
                typed_config: {failure_mode_allow: true, message_timeout: 5s, processing_mode: {}}
            ---
            """
                + WORKLOAD);

    assertEquals(
        List.of("sample: AuthorizationPolicy open: a rule names nobody"),
        EdgeRules.openAllows(set).toList());
    assertEquals(
        List.of("sample: PeerAuthentication plain: mtls.mode must be STRICT"),
        EdgeRules.encryption(set).toList());
    assertEquals(5, EdgeRules.inspection(set).count());
    assertEquals(
        List.of("sample: the namespace '' has no deny-by-default"),
        EdgeRules.denyByDefault(set, true).toList());
  }
}
