package dev.sluice.e2e.mesh;

import dev.sluice.common.testkit.TestCa;
import dev.sluice.e2e.istio.Kubectl;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.stack.StackSettings;
import dev.sluice.e2e.stub.StubTokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The resources of the cluster: the shipped manifests, and what an operator creates besides. */
final class IstioManifests {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String DATABASE = "jdbc:postgresql://postgresql.postgresql:5432/sluice";

  private final Kubectl kubectl;
  private final StackSettings settings;

  IstioManifests(Kubectl kubectl, StackSettings settings) {
    this.kubectl = kubectl;
    this.settings = settings;
  }

  /** Applies everything that pods need. */
  void apply(
      MeshInstallation installation, StubTokenIssuer issuer, String database, int databasePort) {
    kubectl.createNamespace(installation.namespace(), "istio-injection=enabled");
    kubectl.createNamespace("postgresql");
    Path folder = settings.home().resolve("kustomization");
    Path shipped = settings.root().path().resolve("manifests");
    String kustomization =
        MeshPod.read(installation.file("kustomization"))
            .replace("{{manifests}}", folder.relativize(shipped).toString());
    MeshPod.write(folder.resolve("kustomization.yaml"), kustomization);
    kubectl.applyFolder(folder).requireSuccess();
    kubectl.apply(
        MeshPod.read("cluster.yaml")
            .replace("{{database-address}}", database)
            .replace("{{database-port}}", Integer.toString(databasePort)));
    kubectl.apply(MeshPod.read(installation.file("workloads")));
    applySecrets(issuer);
    Stream.concat(
            Stream.of(IstioMesh.SYSTEM),
            installation.workloads().stream().map(MeshInstallation.Workload::namespace))
        .distinct()
        .forEach(this::awaitAuthority);
  }

  /** Waits until istiod has written its authority into a namespace, where pods mount it. */
  private void awaitAuthority(String namespace) {
    ConditionWait.awaitTrue(
        "istiod has written its authority into " + namespace,
        LIMIT,
        () ->
            kubectl
                    .program()
                    .execute("get", "configmap", "istio-ca-root-cert", "-n", namespace)
                    .exitCode()
                == 0);
  }

  private void applySecrets(StubTokenIssuer issuer) {
    String system = IstioMesh.SYSTEM;
    secret(
        system,
        "sluice-database",
        Map.of("url", DATABASE, "user", "sluice_owner", "password", "unused"));
    secret(system, "sluice-audit-database", Map.of("dsn", DATABASE));
    secret(system, "sluice-audit-chain", Map.of("signing-key.pem", newSigningKey()));
    secret(
        system,
        "sluice-issuer",
        Map.of("issuer", issuer.issuer(), "audience", StubTokenIssuer.AUDIENCE));
    ObjectNode keys = resource("ConfigMap", system, "sluice-issuer-keys");
    keys.putObject("data").put("jwks.json", SidecarMesh.get(issuer.jwks()));
    kubectl.apply(keys.toString());
  }

  /** Creates the certificate of the gateway for clients. */
  void applyPublicCertificate(TestCa authority) {
    Path folder = settings.home().resolve("public");
    authority.issueForHosts(IstioMesh.HOST).write(folder, authority);
    try {
      secret(
          "istio-ingress",
          "public-certificate",
          Map.of(
              "tls.crt",
              Files.readString(folder.resolve("tls.crt")),
              "tls.key",
              Files.readString(folder.resolve("tls.key"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void secret(String namespace, String name, Map<String, String> values) {
    ObjectNode secret = resource("Secret", namespace, name);
    ObjectNode data = secret.putObject("data");
    values.forEach((key, value) ->
        data.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
    kubectl.apply(secret.toString());
  }

  private static ObjectNode resource(String kind, String namespace, String name) {
    ObjectNode resource = JSON.createObjectNode();
    resource.put("apiVersion", "v1").put("kind", kind);
    resource.putObject("metadata").put("name", name).put("namespace", namespace);
    return resource;
  }

  private static String newSigningKey() {
    try {
      byte[] key =
          KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getEncoder().encodeToString(key)
          + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
