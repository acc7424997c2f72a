package dev.sluice.ctl.doctor.fault;

import static dev.sluice.ctl.doctor.fault.FaultSeverity.ERROR;
import static dev.sluice.ctl.doctor.fault.FaultSeverity.WARNING;

/** The kinds of wiring faults, with their stable ids, meanings and remedies. */
public enum WiringFault {
  PROVIDER_TIMEOUT(
      "provider-timeout",
      ERROR,
      "an ext_authz provider has no timeout, or one above 5 s; Istio's default is 600 s",
      "set timeout to at most 5s, such as 0.5s"),
  PROVIDER_FAIL_OPEN(
      "provider-fail-open",
      ERROR,
      "an ext_authz provider lets requests pass while extauthz-server is unreachable",
      "set failOpen to false"),
  PROVIDER_STATUS_ON_ERROR(
      "provider-status-on-error",
      WARNING,
      "clients get 403 instead of 503 while extauthz-server is unreachable",
      "set statusOnError to \"503\""),
  PROVIDER_UNKNOWN(
      "provider-unknown",
      ERROR,
      "a CUSTOM policy names a provider that the mesh configuration does not have",
      "add the provider to meshConfig.extensionProviders, or correct the name"),
  PROVIDER_SERVICE(
      "provider-service",
      ERROR,
      "a provider names a service or a port that does not exist",
      "correct service and port of the provider"),
  CUSTOM_WITHOUT_ALLOW(
      "custom-without-allow",
      ERROR,
      "a deny-by-default policy denies what a CUSTOM policy lets pass",
      "add an ALLOW policy with the same selector"),
  CALLERS_NOT_DENIED(
      "callers-not-denied",
      ERROR,
      "every workload may call the policy servers",
      "add an AuthorizationPolicy with an empty spec to the namespace"),
  MTLS_NOT_STRICT(
      "mtls-not-strict",
      ERROR,
      "the policy servers accept calls without mutual TLS",
      "add a PeerAuthentication with mode STRICT to the namespace"),
  SELECTOR_MATCHES_NOTHING(
      "selector-matches-nothing",
      ERROR,
      "the selector of a resource matches no workload of its namespace",
      "use the labels of the pods, and the namespace of the workload"),
  ENVOY_FILTER_NAMESPACE(
      "envoy-filter-namespace",
      ERROR,
      "an EnvoyFilter is in another namespace than its workload and has no effect",
      "move the EnvoyFilter to the namespace of its workload"),
  SIDECAR_HIDES_SERVERS(
      "sidecar-hides-servers",
      ERROR,
      "the egress of a Sidecar hides a policy server, so Envoy has no cluster for it",
      "add the namespace of the policy servers to egress.hosts, such as sluice-system/*"),
  APP_PROTOCOL(
      "app-protocol",
      ERROR,
      "the gRPC port of a policy server does not say that it is gRPC",
      "set appProtocol of the port to grpc, or for Envoy Gateway to kubernetes.io/h2c"),
  EXT_PROC_CLUSTER(
      "ext-proc-cluster",
      ERROR,
      "an EnvoyFilter names a cluster that no Service makes",
      "use outbound|PORT||HOST with a port and host of the Service"),
  EXT_PROC_TWICE(
      "ext-proc-twice",
      ERROR,
      "two ext_proc filters are on one chain, so bodies are inspected twice",
      "keep one of the two"),
  EXT_PROC_ORDER(
      "ext-proc-order",
      ERROR,
      "ext_proc is not between ext_authz and the router",
      "insert ext_proc directly before envoy.filters.http.router"),
  EXT_PROC_CONTEXT(
      "ext-proc-context",
      ERROR,
      "istiod accepts patches of the context WAYPOINT and ignores them, so nothing is inspected",
      "set context to SIDECAR_INBOUND, and match.listener.name to main_internal"),
  EXT_PROC_FAIL_OPEN(
      "ext-proc-fail-open",
      ERROR,
      "bodies pass without inspection while extproc-dlp-server is unreachable",
      "set failure_mode_allow to false"),
  EXT_PROC_BODY_MODE(
      "ext-proc-body-mode",
      ERROR,
      "a body is not sent to extproc-dlp-server in full duplex",
      "set request_body_mode and response_body_mode to FULL_DUPLEX_STREAMED"),
  EXT_PROC_TRAILERS(
      "ext-proc-trailers",
      ERROR,
      "full-duplex bodies need the trailers of both directions",
      "set request_trailer_mode and response_trailer_mode to SEND"),
  EXT_PROC_ALWAYS_ON(
      "ext-proc-always-on",
      WARNING,
      "every route depends on extproc-dlp-server, not only inspected ones",
      "disable the filter, and enable it on routes with ExtProcPerRoute.overrides"),
  EXT_PROC_NEVER_ON(
      "ext-proc-never-on",
      ERROR,
      "the ext_proc filter is disabled and no route enables it, so nothing is inspected",
      "enable it on inspected routes with ExtProcPerRoute.overrides"),
  EXT_PROC_MESSAGE_LIMIT(
      "ext-proc-message-limit",
      ERROR,
      "a buffer of Envoy may have more bytes than extproc-dlp-server accepts in a message",
      "set grpc.max-message-bytes of extproc-dlp-server above the buffer, or lower the buffer"),
  ACCESS_LOG_MISSING(
      "access-log-missing",
      ERROR,
      "exchanges of inspected workloads leave no audit record",
      "add a Telemetry resource whose provider is the envoyHttpAls of extproc-dlp-server"),
  ACCESS_LOG_BUFFERED(
      "access-log-buffered",
      WARNING,
      "Envoy keeps access log entries for more than 100 ms; a killed Envoy loses them",
      "set buffer_size_bytes to 0, or buffer_flush_interval to at most 0.1s"),
  ISSUER_BLOCKED(
      "issuer-blocked",
      ERROR,
      "extauthz-server cannot reach an issuer, because the mesh allows only known hosts",
      "add a ServiceEntry for the host"),
  SPOOL_NOT_PERSISTENT(
      "spool-not-persistent",
      ERROR,
      "audit records that were not delivered yet are lost with the pod",
      "mount a PersistentVolumeClaim where the spool is"),
  REPLICAS_LOW(
      "replicas-low",
      WARNING,
      "a policy server may run with fewer than 3 replicas",
      "set replicas, or minReplicas of the HorizontalPodAutoscaler, to 3 or more"),
  DISRUPTION_BUDGET_MISSING(
      "disruption-budget-missing",
      WARNING,
      "a drain of nodes may stop all replicas at once",
      "add a PodDisruptionBudget that selects the pods"),
  NETWORK_POLICY_MISSING(
      "network-policy-missing",
      WARNING,
      "pods outside the mesh reach the ports of a policy server",
      "add a NetworkPolicy for ingress that selects the pods"),
  SERVICE_ACCOUNT_TOKEN(
      "service-account-token",
      WARNING,
      "a container has a token for the Kubernetes API that it does not use",
      "set automountServiceAccountToken to false"),
  CONTAINER_AS_ROOT(
      "container-as-root",
      ERROR,
      "a container may run as root",
      "set runAsNonRoot to true, and runAsUser to a number other than 0"),
  ROOT_FILESYSTEM_WRITABLE(
      "root-filesystem-writable",
      WARNING,
      "a container may change its own programs",
      "set readOnlyRootFilesystem to true"),
  GATEWAY_AUTH_FAIL_OPEN(
      "gateway-auth-fail-open",
      ERROR,
      "a SecurityPolicy of Envoy Gateway lets requests pass while extauthz-server is unreachable",
      "set extAuth.failOpen to false"),
  GATEWAY_AUTH_TIMEOUT(
      "gateway-auth-timeout",
      ERROR,
      "a SecurityPolicy has no timeout, or one above 5 s; the default is 10 s",
      "set extAuth.timeout to at most 5s, such as 500ms"),
  GATEWAY_PROC_FAIL_OPEN(
      "gateway-proc-fail-open",
      ERROR,
      "an EnvoyExtensionPolicy lets bodies pass while extproc-dlp-server is unreachable",
      "set extProc[].failOpen to false"),
  GATEWAY_PROC_BODY_MODE(
      "gateway-proc-body-mode",
      ERROR,
      "an EnvoyExtensionPolicy does not send a body in full duplex",
      "set processingMode.request.body and processingMode.response.body to FullDuplexStreamed"),
  REFERENCE_GRANT_MISSING(
      "reference-grant-missing",
      ERROR,
      "a policy of Envoy Gateway names a Service of another namespace, which does not allow it",
      "add a ReferenceGrant to the namespace of the Service"),
  EXT_AUTHZ_MISSING(
      "ext-authz-missing",
      ERROR,
      "Envoy does not ask extauthz-server",
      "apply the ext_authz filter to the listener; see whether Envoy rejected a configuration"),
  EXT_AUTHZ_TIMEOUT(
      "ext-authz-timeout",
      ERROR,
      "Envoy waits more than 5 s for a decision",
      "set the timeout of the filter's gRPC service to at most 5s"),
  EXT_AUTHZ_FAIL_OPEN(
      "ext-authz-fail-open",
      ERROR,
      "Envoy lets requests pass while extauthz-server is unreachable",
      "set failure_mode_allow to false"),
  EXT_AUTHZ_STATUS_ON_ERROR(
      "ext-authz-status-on-error",
      WARNING,
      "clients get 403 instead of 503 while extauthz-server is unreachable",
      "set status_on_error to 503"),
  FILTER_CLUSTER_MISSING(
      "filter-cluster-missing",
      ERROR,
      "a filter names a cluster that Envoy does not have",
      "correct the name, or make the Service visible to this Envoy"),
  CLUSTER_UNHEALTHY(
      "cluster-unhealthy",
      ERROR,
      "no host of a cluster is healthy",
      "start the servers of the cluster, and check their health checks"),
  CONFIGURATION_REJECTED(
      "configuration-rejected",
      ERROR,
      "Envoy rejected a newer configuration and keeps the one before",
      "correct the resource that the message names"),
  CERTIFICATE_EXPIRES(
      "certificate-expires",
      ERROR,
      "a certificate ends within 7 days, or within a tenth of its lifetime, or has ended",
      "renew the certificate"),
  CERTIFICATE_EXPIRES_SOON(
      "certificate-expires-soon",
      WARNING,
      "a certificate ends within 30 days, or within a third of its lifetime",
      "renew the certificate"),
  TRAFFIC_UNCHECKED(
      "traffic-unchecked",
      ERROR,
      "a request that must be refused was answered with success",
      "find out why Envoy does not ask extauthz-server on this route; check the manifests"),
  REFUSED_BY_FAILURE(
      "refused-by-failure",
      WARNING,
      "a request was refused because a server failed, not because it was checked",
      "look at the policy servers and the upstream"),
  CLOCK_SKEW(
      "clock-skew",
      ERROR,
      "the clocks of the gateway and of this machine differ by more than 30 s",
      "synchronize the clocks; tokens are checked against them"),
  JWKS_UNREACHABLE(
      "jwks-unreachable",
      ERROR,
      "the keys of an issuer cannot be read",
      "correct the URL, or let this machine reach the issuer");

  private final String id;
  private final FaultSeverity severity;
  private final String meaning;
  private final String remedy;

  WiringFault(String id, FaultSeverity severity, String meaning, String remedy) {
    this.id = id;
    this.severity = severity;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** Returns the finding that this fault is at {@code place}. */
  public WiringFinding at(String place, String detail) {
    return new WiringFinding(this, place, detail);
  }

  public String id() {
    return id;
  }

  public FaultSeverity severity() {
    return severity;
  }

  public String meaning() {
    return meaning;
  }

  public String remedy() {
    return remedy;
  }
}
